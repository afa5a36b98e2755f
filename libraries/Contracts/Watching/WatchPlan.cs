namespace Landfall.Contracts;

/// <summary>What is looked at after a promotion.</summary>
public enum WatchSubject
{
    /// <summary>Live predictions against those on the holdout.</summary>
    Drift,

    /// <summary>Requests that failed.</summary>
    Errors,
}

/// <summary>What an episode of drift or errors leads to; the owner is told in any case.</summary>
public enum WatchAction { Alert, Retrain, RollBack }

/// <param name="Limit">A window above it is bad: a population stability index, or a share of failed observations.</param>
/// <param name="MinSamples">A window is judged when it has as many.</param>
/// <param name="Consecutive">So many bad windows in a row begin an episode, so many calm ones end it.</param>
public sealed record WatchRule(double Limit, long MinSamples, int Consecutive, WatchAction Action);

/// <summary>How a champion is watched, by the pipeline's current document.</summary>
/// <param name="Drift">Null when drift is not looked for.</param>
/// <param name="Errors">Null when errors are not looked for.</param>
/// <param name="CoolDown">The least time between two runs that drift asks for.</param>
public sealed record WatchPlan(TimeSpan Every, WatchRule? Drift, WatchRule? Errors, TimeSpan CoolDown);
