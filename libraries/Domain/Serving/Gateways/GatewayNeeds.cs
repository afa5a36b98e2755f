using Landfall.Contracts.Documents;

namespace Landfall.Domain.Serving.Gateways;

/// <summary>What documents ask of a gateway. Whoever applies a document, begins a rollout or looks beforehand asks here.</summary>
/// <param name="Namespace">Where models are served: its routes hang on the gateway.</param>
/// <param name="Shadows">Names of pipelines with a shadow step.</param>
public sealed record GatewayNeeds(string Namespace, GatewaySpec Gateway, IReadOnlyList<string> Shadows)
{
    public static GatewayNeeds Of(EnvironmentSpec environment, IEnumerable<ModelPipeline> pipelines)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new(
            environment.Namespaces.Serve, environment.Gateway,
            [.. pipelines.Where(pipeline => HasShadow(pipeline.Spec)).Select(pipeline => pipeline.Metadata.Name)]);
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
        return pipeline.Rollout.Steps.Any(step => step.IsShadow);
    }

    /// <summary>What to do about a gateway that is not said to mirror.</summary>
    public const string ShadowHint =
        "Add 'mirror' to the gateway's capabilities in the Environment document, or leave the shadow step out.";

    /// <returns>Why a shadow step cannot be taken by what the environment says; null where it can.</returns>
    public static string? ShadowRefusal(GatewaySpec gateway) => IsSaidToMirror(gateway)
        ? null
        : $"Gateway {gateway.Namespace}/{gateway.Name} is not said to mirror requests, which a shadow step needs";

    public bool Asks(GatewayCapability capability) =>
        Gateway.Capabilities.Contains(capability) || (capability == GatewayCapability.Mirror && Shadows.Count > 0);
}
