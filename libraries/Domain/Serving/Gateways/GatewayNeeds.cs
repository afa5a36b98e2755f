using Landfall.Contracts.Documents;

namespace Landfall.Domain.Serving.Gateways;

/// <summary>What documents ask of a gateway. Whoever applies a document, begins a rollout or looks beforehand asks here.</summary>
/// <param name="Namespace">Where models are served: its routes hang on the gateway.</param>
/// <param name="Shadows">Names of pipelines with a shadow step.</param>
/// <param name="Partial">Those among them that copy some requests only.</param>
public sealed record GatewayNeeds(
    string Namespace, GatewaySpec Gateway, IReadOnlyList<string> Shadows, IReadOnlyList<string>? Partial = null)
{
    /// <summary>Names of pipelines that copy some requests only.</summary>
    public IReadOnlyList<string> Partial { get; init; } = Partial ?? [];

    public static GatewayNeeds Of(EnvironmentSpec environment, IEnumerable<ModelPipeline> pipelines)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var shadows = pipelines.Where(pipeline => HasShadow(pipeline.Spec)).ToList();
        return new(
            environment.Namespaces.Serve, environment.Gateway, [.. shadows.Select(pipeline => pipeline.Metadata.Name)],
            [.. shadows.Where(pipeline => HasPartialShadow(pipeline.Spec)).Select(pipeline => pipeline.Metadata.Name)]);
    }

    /// <summary>Whether the environment says that its gateway copies requests.</summary>
    public static bool IsSaidToMirror(GatewaySpec gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return gateway.Capabilities.Contains(GatewayCapability.Mirror);
    }

    public static bool HasShadow(PipelineSpec pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return !pipeline.Rollout.MovesAlias && pipeline.Rollout.Steps.Any(step => step.IsShadow);
    }

    /// <summary>Whether its shadow step copies some requests only.</summary>
    public static bool HasPartialShadow(PipelineSpec pipeline) =>
        HasShadow(pipeline) && pipeline.Rollout.Steps.Any(step => step is { IsShadow: true, Mirror: < 100 });

    /// <summary>What to do about a gateway that is not said to mirror.</summary>
    public const string ShadowHint =
        "Add 'mirror', and 'mirrorPercent' for a part of the requests, to the gateway's capabilities in the Environment document, or leave the "
        + "shadow step out.";

    /// <returns>Why a shadow step cannot be taken by what the environment says; null where it can.</returns>
    public static string? ShadowRefusal(GatewaySpec gateway, bool isPartial = false)
    {
        if (!IsSaidToMirror(gateway))
            return $"Gateway {gateway.Namespace}/{gateway.Name} is not said to mirror requests, which a shadow step needs";
        return isPartial && !gateway.Capabilities.Contains(GatewayCapability.MirrorPercent)
            ? $"Gateway {gateway.Namespace}/{gateway.Name} is not said to mirror a percentage of requests, which the shadow step asks for"
            : null;
    }

    public bool Asks(GatewayCapability capability) => Gateway.Capabilities.Contains(capability) || capability switch
    {
        GatewayCapability.Mirror => Shadows.Count > 0,
        GatewayCapability.MirrorPercent => Partial.Count > 0,
        _ => false,
    };
}
