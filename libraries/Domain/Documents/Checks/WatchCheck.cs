using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>What a watch does belongs to what it looks at, and a run that it asks for to the trigger of that name.</summary>
internal static class WatchCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var spec = pipeline.Spec;
        return spec.Watch is { } watch ? Retraining(spec, watch).Concat(Rules(watch)).Concat(QualityCheck.Of(spec)) : WithoutWatch(spec);
    }

    private static IEnumerable<Finding> WithoutWatch(PipelineSpec spec)
    {
        if (spec.Triggers.Contains(TriggerKind.Drift))
        {
            yield return new("spec.triggers", "The trigger 'drift' is set off by nothing: no watch is written.",
                "spec.watch with onDrift: retrain", "Add watch: { every: 5m, drift: { psi: 0.25 }, onDrift: retrain }.");
        }
    }

    private static IEnumerable<Finding> Retraining(PipelineSpec spec, WatchSpec watch)
    {
        var isTrigger = spec.Triggers.Contains(TriggerKind.Drift);
        var isWanted = watch.OnDrift == DriftAction.Retrain || watch.OnQuality == DriftAction.Retrain
            || watch.OnInputs == InputAction.Retrain;
        if (isTrigger && !isWanted)
        {
            yield return new("spec.triggers", "The trigger 'drift' is set off by nothing: the watch asks for no run.",
                "spec.watch.onDrift: retrain", "Set onDrift: retrain or remove 'drift' from spec.triggers.");
        }

        if (watch.OnDrift == DriftAction.Retrain && !isTrigger)
        {
            yield return new("spec.watch.onDrift", "Drift may not start a run.", "the trigger 'drift'",
                "Add 'drift' to spec.triggers, or set onDrift: alert.");
        }

        if (watch.OnQuality == DriftAction.Retrain && !isTrigger)
        {
            yield return new("spec.watch.onQuality", "A lack of quality may not start a run.", "the trigger 'drift'",
                "Add 'drift' to spec.triggers, or set onQuality: alert.");
        }

        if (watch.OnInputs == InputAction.Retrain && !isTrigger)
        {
            yield return new("spec.watch.onInputs", "Drifted inputs may not start a run.", "the trigger 'drift'",
                "Add 'drift' to spec.triggers, or set onInputs: alert.");
        }

        if (watch.CoolDown is not null && !isWanted)
        {
            yield return new("spec.watch.coolDown", "There are no runs to keep apart.", "onDrift: retrain",
                "Remove coolDown, or set onDrift: retrain.");
        }
    }

    private static IEnumerable<Finding> Rules(WatchSpec watch)
    {
        if (watch is { Drift: null, Errors: null, Quality: null, Health: null, Inputs: null })
        {
            yield return new("spec.watch", "The watch looks at nothing.", "drift, errors, quality, health or inputs",
                "Add drift: { psi: 0.25 } or errors: { max: 0.05 }.");
            yield break;
        }

        if (watch is { Drift: null, OnDrift: not DriftAction.Alert })
            yield return new("spec.watch.onDrift", "No drift is looked for.", "spec.watch.drift", "Add drift: { psi: 0.25 }.");
        if (watch is { Errors: null, OnErrors: not ErrorsAction.Alert })
            yield return new("spec.watch.onErrors", "No errors are looked for.", "spec.watch.errors", "Add errors: { max: 0.05 }.");
        if (watch is { Inputs: null, OnInputs: not null })
            yield return new("spec.watch.onInputs", "Inputs are not looked at.", "spec.watch.inputs", "Add inputs: { psi: 0.25 }.");
        if (watch is { Quality: null, OnQuality: not DriftAction.Alert })
        {
            yield return new("spec.watch.onQuality", "Quality is not looked for.", "spec.watch.quality",
                "Add quality: { metric: … } with a metric of the task.");
        }
    }
}
