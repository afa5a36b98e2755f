using Landfall.Contracts.Documents;

namespace Landfall.Domain.Policies;

/// <summary>What one rule of a policy says of a pipeline.</summary>
/// <param name="Rule">images, mandatoryShadow, maxFirstWeight, gates or checks.</param>
/// <param name="Path">Of the part of the pipeline it looked at.</param>
/// <param name="Explanation">With what was found.</param>
/// <param name="Expected">What the policy asks for.</param>
public sealed record PolicyRuling(string Rule, bool Holds, string Path, string Explanation, string Expected);

/// <summary>
/// A policy against a pipeline, rule by rule. The same rules count when the pipeline is applied, when a run is planned, and
/// before a route changes; a changed policy is played over past runs with them too.
/// </summary>
public static class PolicyRules
{
    public static IReadOnlyList<PolicyRuling> Of(PolicySpec policy, PipelineSpec pipeline)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(pipeline);
        return
        [
            Image(policy, pipeline.Train.Image, "spec.train.image"), Image(policy, pipeline.Serve.Image, "spec.serve.image"),
            Shadow(policy, pipeline), FirstWeight(policy, pipeline), .. policy.Gates.Select(metric => Gate(metric, pipeline)),
            .. policy.RequiredChecks.Select(name => Check(name, pipeline)),
        ];
    }

    /// <returns>All that does not hold, in one sentence; null when everything does.</returns>
    public static string? Refusal(IEnumerable<PolicyRuling> rulings)
    {
        var broken = rulings.Where(ruling => !ruling.Holds)
            .Select(ruling => $"{ruling.Explanation.TrimEnd('.')} ({ruling.Path}; expected {ruling.Expected})").ToList();
        return broken.Count == 0 ? null : $"the policy does not allow it: {string.Join("; ", broken)}";
    }

    private static PolicyRuling Image(PolicySpec policy, string image, string path) => new(
        "images", policy.Images.Count == 0 || ImagePrefixes.Allow(policy.Images, image), path,
        "The policy does not allow this image.", $"an image under {string.Join(", ", policy.Images)}");

    private static PolicyRuling Shadow(PolicySpec policy, PipelineSpec pipeline) => pipeline.Rollout.MovesAlias
        ? new(
            "mandatoryShadow", !policy.MandatoryShadow, "spec.rollout.target",
            "The policy asks for a shadow step, and an alias has none.", "a route, with { shadow: 30m } first")
        : new(
            "mandatoryShadow", !policy.MandatoryShadow || pipeline.Rollout.Steps[0].IsShadow, "spec.rollout.steps[0]",
            "The policy asks for a shadow step.", "{ shadow: 30m } first");

    private static PolicyRuling FirstWeight(PolicySpec policy, PipelineSpec pipeline)
    {
        // There is no live traffic to give a share of; how far an alias reaches counts as risk.
        if (pipeline.Rollout.MovesAlias)
            return new("maxFirstWeight", true, "spec.rollout.target", "An alias moves no live traffic.", "no step with live traffic");

        var (step, index) = pipeline.Rollout.Steps.Select((step, index) => (step, index)).First(pair => !pair.step.IsShadow);
        return new(
            "maxFirstWeight", step.LiveWeight <= policy.MaxFirstWeight, $"spec.rollout.steps[{index}].weight",
            $"The first live step gives the candidate {step.LiveWeight} %.", $"at most {policy.MaxFirstWeight} %, by the policy");
    }

    private static PolicyRuling Gate(string metric, PipelineSpec pipeline) => new(
        "gates", pipeline.Evaluate.Gates.Any(gate => gate.Metric == metric), "spec.evaluate.gates",
        $"The policy asks for a gate on {metric}.", $"a gate with metric: {metric}");

    private static PolicyRuling Check(string name, PipelineSpec pipeline) => new(
        "checks", pipeline.OutsideChecks.Any(check => check.Name == name && check.Required), "spec.checks",
        $"The policy asks for the outside check '{name}'.", $"a required check with name: {name}");
}
