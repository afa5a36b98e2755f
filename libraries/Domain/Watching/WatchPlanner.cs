using Landfall.Contracts.Documents;

namespace Landfall.Domain.Watching;

/// <summary>From what a document says to what a watch needs to know. Pure.</summary>
public static class WatchPlanner
{
    /// <returns>Null when the document asks for no watch.</returns>
    public static WatchPlan? Of(PipelineSpec pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Watch is not { } spec ? null : new(
            spec.Every,
            spec.Drift is { } drift ? new(drift.Psi, drift.MinSamples, drift.Consecutive, Action(spec.OnDrift)) : null,
            spec.Errors is { } errors
                ? new(
                    errors.Max, errors.MinSamples, errors.Consecutive,
                    spec.OnErrors == ErrorsAction.Rollback ? WatchAction.RollBack : WatchAction.Alert)
                : null,
            spec.Rest, Quality(pipeline, spec),
            spec.Health is { } health ? new(0, 1, health.Consecutive, WatchAction.Alert) : null,
            spec.Inputs is { } inputs
                ? new(
                    inputs.Psi, inputs.MinSamples, inputs.Consecutive,
                    spec.OnInputs == InputAction.Retrain ? WatchAction.Retrain : WatchAction.Alert)
                : null);
    }

    /// <summary>Labels that arrive nowhere are not looked for: such a document is refused, and an older one may still be read.</summary>
    private static QualityPlan? Quality(PipelineSpec pipeline, WatchSpec spec) =>
        spec.Quality is { } quality && pipeline.Label.Arrives is { } labels
            ? new(
                pipeline.Evaluate.Task, quality.Metric,
                new(quality.MaxDrop, quality.MinSamples, quality.Consecutive, Action(spec.OnQuality)),
                new(labels.Container, labels.Prefix, labels.JoinOn, pipeline.Label.Name, labels.Within, pipeline.Label.Expr))
            : null;

    private static WatchAction Action(DriftAction wanted) => wanted switch
    {
        DriftAction.Retrain => WatchAction.Retrain,
        DriftAction.Rollback => WatchAction.RollBack,
        _ => WatchAction.Alert,
    };
}
