using Landfall.Contracts.Documents;

namespace Landfall.Domain.Watching;

/// <summary>From what a document says to what a watch needs to know. Pure.</summary>
public static class WatchPlanner
{
    /// <returns>Null when the document asks for no watch.</returns>
    public static WatchPlan? Of(WatchSpec? spec) => spec is null ? null : new(
        spec.Every,
        spec.Drift is { } drift ? new(drift.Psi, drift.MinSamples, drift.Consecutive, Action(spec.OnDrift)) : null,
        spec.Errors is { } errors
            ? new(
                errors.Max, errors.MinSamples, errors.Consecutive,
                spec.OnErrors == ErrorsAction.Rollback ? WatchAction.RollBack : WatchAction.Alert)
            : null,
        spec.Rest);

    private static WatchAction Action(DriftAction wanted) => wanted switch
    {
        DriftAction.Retrain => WatchAction.Retrain,
        DriftAction.Rollback => WatchAction.RollBack,
        _ => WatchAction.Alert,
    };
}
