using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>The steps of a rollout rise from shadow to everyone.</summary>
internal static class StepCheck
{
    private const string Steps = "spec.rollout.steps";

    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var rollout = pipeline.Spec.Rollout;
        if (rollout.LookAtMost < rollout.LookEvery)
            yield return new("spec.rollout.lookAtMost", "lookAtMost is shorter than lookEvery.", "at least lookEvery");

        var last = rollout.Steps.Count - 1;
        if (last >= 0 && rollout.Steps[last].Weight != 100)
        {
            yield return new($"{Steps}[{last}]", "The last step does not give the candidate all traffic.",
                "weight: 100 as the last step", "Add { weight: 100, bake: 1h }.");
        }

        var before = 0;
        foreach (var (step, path, index) in rollout.Steps.Select((step, index) => (step, $"{Steps}[{index}]", index)))
        {
            foreach (var finding in Times(step, path, rollout).Concat(Ends(step, path)).Concat(Proof(step, path)))
                yield return finding;
            if (step.IsShadow && index > 0)
                yield return new($"{path}.shadow", "Shadow comes after another step.", "shadow as the first step only");
            if (step.Weight is { } weight && weight <= before)
                yield return new($"{path}.weight", $"{weight} % comes after {before} %.", "rising weights");
            before = Math.Max(before, step.LiveWeight);
        }
    }

    private static IEnumerable<Finding> Times(StepSpec step, string path, RolloutSpec rollout)
    {
        if (step.Bake is not null && step.Weight != 100)
            yield return new($"{path}.bake", "bake is about the step with weight 100.", "for");
        if (step is { Weight: 100, Bake: null })
            yield return new(path, "The step with weight 100 does not say how long it is watched.", "bake");
        if (step is { Weight: < 100, For: null })
            yield return new(path, "The step does not say how long it lasts.", "for");
        if (step is { Mirror: not null, IsShadow: false })
            yield return new($"{path}.mirror", "Requests are copied in shadow alone.", "mirror on the step with shadow");
        if (step.For is not null && (step.IsShadow || step.Weight == 100))
            yield return new($"{path}.for", "for does not belong here.", "shadow and bake say how long the step lasts");
        if (step.Duration > TimeSpan.Zero && step.Duration < rollout.LookEvery)
        {
            yield return new(path,
                $"The step is over after {DurationText.Format(step.Duration)}, before the first look.",
                $"at least {DurationText.Format(rollout.LookEvery)}, the value of lookEvery");
        }
    }

    private static IEnumerable<Finding> Ends(StepSpec step, string path)
    {
        var lasts = DurationText.Format(step.Duration);
        if (step.Within < step.Duration)
        {
            yield return new($"{path}.within",
                $"The step lasts {lasts} and cannot be over within {DurationText.Format(step.Within.Value)}.", $"at least {lasts}");
        }

        if (step.MaxExtend < step.Duration)
        {
            yield return new($"{path}.maxExtend",
                $"Not one extension of {lasts} fits into {DurationText.Format(step.MaxExtend.Value)}.", $"at least {lasts}",
                "To allow none: onInconclusive: { extend: 0 }.");
        }
    }

    private static IEnumerable<Finding> Proof(StepSpec step, string path)
    {
        if (step is { Approve: true, IsShadow: true })
        {
            yield return new($"{path}.approve", "Nobody is served in shadow, so there is nothing to agree to.",
                "approve on a step with a weight", "To ask before shadow too: spec.approve.when: always.");
        }

        if (step is { Require: not null, Weight: null or 100 })
        {
            yield return new($"{path}.require", "Safety is due before everyone gets the candidate, on live traffic.",
                "require on a step with a weight from 1 to 99");
        }
    }
}
