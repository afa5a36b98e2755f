using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>What a rollout moves is named, and nothing is said about what it does not move.</summary>
internal static class TargetCheck
{
    private static readonly string[] OfAnAlias = ["target", "during"];

    public static IEnumerable<Finding> Of(ModelPipeline pipeline) =>
        pipeline.Spec.Rollout.MovesAlias ? Alias(pipeline.Spec) : Route(pipeline.Spec.Serve);

    private static IEnumerable<Finding> Route(ServeSpec serve)
    {
        if (serve.Route is null)
        {
            yield return new("spec.serve.route", "'route' is missing.", "the HTTPRoute whose traffic is moved",
                "Where nothing is served, write rollout: { target: alias } instead.");
        }
    }

    private static IEnumerable<Finding> Alias(PipelineSpec spec)
    {
        if (spec.Serve.Route is not null)
        {
            yield return new("spec.serve.route", "No traffic is moved: the rollout's target is the alias.", "no route",
                "Remove the route, or remove target: alias.");
        }

        if (spec.Serve.Scale is not null)
            yield return new("spec.serve.scale", "With target: alias no pod serves requests.", "no scale");
        if (spec.Watch is not null)
        {
            yield return new("spec.watch", "With target: alias nothing answers requests that could be watched.", "no watch",
                "Remove the watch, or remove target: alias.");
        }

        foreach (var name in Unread(spec))
        {
            yield return new($"spec.rollout.{name}", $"'{name}' has no effect: with target: alias no traffic is moved.",
                "target and during alone", "Remove it, or remove target: alias.");
        }
    }

    /// <summary>What the preset says is nobody's wish; what differs from it was written for nothing.</summary>
    private static IEnumerable<string> Unread(PipelineSpec spec)
    {
        var preset = Json(Presets.RolloutOf(spec.Preset, spec.Evaluate.Task));
        return Json(spec.Rollout)
            .Where(field => !OfAnAlias.Contains(field.Key) && !JsonNode.DeepEquals(field.Value, preset[field.Key]))
            .Select(field => field.Key);
    }

    private static JsonObject Json(RolloutSpec rollout) =>
        JsonSerializer.SerializeToNode(rollout, DocumentJson.Default.RolloutSpec)!.AsObject();
}
