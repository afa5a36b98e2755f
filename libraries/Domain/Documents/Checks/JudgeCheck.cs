using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Every judge says completely what it judges.</summary>
internal static class JudgeCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var rollout = pipeline.Spec.Rollout;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (judge, path) in rollout.Judge.Select((judge, i) => (judge, $"spec.rollout.judge[{i}]")))
        {
            if (!seen.Add(judge.Name))
                yield return new($"{path}.name", $"Two judges are called '{judge.Name}'.", "a name for each");
            foreach (var finding in Of(judge, path, rollout).Concat(Missing(judge, path, rollout)))
                yield return finding;
        }

        var proves = rollout.Steps.Any(step => step.Require == StepProof.Safety);
        if (proves && rollout.Judge.All(judge => judge.Proportion is null))
        {
            yield return new("spec.rollout.judge", "A step requires safety, and no judge can prove it.",
                "at least one judge with a proportion");
        }
    }

    private static IEnumerable<Finding> Of(JudgeSpec judge, string path, RolloutSpec rollout)
    {
        if (judge.Proportion is { } proportion)
        {
            if (!ProportionRule.TryParse(proportion, out _))
            {
                yield return new($"{path}.proportion", $"'{proportion}' is no proportion.",
                    "failed, or duration > 250ms");
            }

            if (judge.Margin is null)
                yield return new(path, "The proportion has no margin.", "margin: how much worse it may be");
        }
        else if (judge.Margin is not null)
        {
            yield return new($"{path}.margin", "margin is about proportions.", "max, or no margin");
        }

        if (judge.Pairs is not null && judge.Max is null)
            yield return new(path, "The pairs have no limit.", "max: the share that may disagree");
        if (judge.Pairs is null && judge.Max is not null)
            yield return new($"{path}.max", "max is about pairs.", "margin, or threshold with its own max");
        if (judge.Pairs is not null && !rollout.Steps.Any(step => step.IsShadow))
        {
            yield return new($"{path}.pairs", "Pairs are judged in shadow, and there is no shadow step.",
                "a first step { shadow: 30m }");
        }
    }
    private static IEnumerable<Finding> Missing(JudgeSpec judge, string path, RolloutSpec rollout)
    {
        if (judge is { OnMissing: null, MissingFor: not null })
        {
            yield return new($"{path}.missingFor", "missingFor says when onMissing acts, and there is none.",
                "onMissing: hold, probe, extend, ask or fail");
        }

        if (judge is { OnMissing: MissingAction.Probe, Proportion: null })
        {
            yield return new($"{path}.onMissing",
                judge.Pairs is null
                    ? "A made-up request to a server makes no number in a store of metrics."
                    : "A made-up request has no answer of a user's to be compared with.",
                "hold, extend, ask or fail", "probe is about proportions: failed, or duration > 250ms.");
        }

        if (judge is { OnMissing: MissingAction.Extend } && rollout.OnInconclusive.Extend == 0)
        {
            yield return new($"{path}.onMissing", "No step is extended here: onInconclusive allows none.",
                "onInconclusive: { extend: 1 } or more, or another onMissing");
        }
    }
}
