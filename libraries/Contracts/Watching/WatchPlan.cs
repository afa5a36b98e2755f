using Landfall.Contracts.Documents;

namespace Landfall.Contracts;

/// <summary>What is looked at after a promotion.</summary>
public enum WatchSubject
{
    /// <summary>Live predictions against those on the holdout.</summary>
    Drift,

    /// <summary>Requests that failed.</summary>
    Errors,

    /// <summary>Live predictions against the labels that arrived later.</summary>
    Quality,

    /// <summary>Whether anything can be seen at all.</summary>
    Health,

    /// <summary>Live inputs against the data that the version was trained on.</summary>
    Inputs,
}

/// <summary>What an episode leads to; the owner is told in any case.</summary>
public enum WatchAction { Alert, Retrain, RollBack }

/// <param name="Limit">
/// A window above it is bad: a population stability index, a share of failed observations, how much worse a metric is, or
/// for health 0: a look that saw nothing counts 1.
/// </param>
/// <param name="MinSamples">A window is judged when it has as many.</param>
/// <param name="Consecutive">So many bad windows in a row begin an episode, so many calm ones end it.</param>
public sealed record WatchRule(double Limit, long MinSamples, int Consecutive, WatchAction Action);

/// <summary>Where labels land and how they are found.</summary>
/// <param name="Prefix">Null for the whole container.</param>
/// <param name="Column">The label, in the files.</param>
/// <param name="Within">A label that comes later after its prediction does not count.</param>
/// <param name="Expr">SQL that gives the label in a file without that column; null where there is none.</param>
public sealed record LabelPlan(
    string Container, string? Prefix, IReadOnlyList<string> JoinOn, string Column, TimeSpan Within, string? Expr = null);

/// <param name="Metric">A built-in metric of the task.</param>
/// <param name="Rule">Its limit is how much worse than on the holdout the metric may be, 0 or more.</param>
public sealed record QualityPlan(ModelTask Task, string Metric, WatchRule Rule, LabelPlan Labels);

/// <summary>How a champion is watched, by the pipeline's current document.</summary>
/// <param name="Drift">Null when drift is not looked for.</param>
/// <param name="Errors">Null when errors are not looked for.</param>
/// <param name="CoolDown">The least time between two runs that the watch asks for.</param>
/// <param name="Quality">Null when labels are not read.</param>
/// <param name="Health">Null when nobody is told that nothing can be seen.</param>
/// <param name="Inputs">Null when inputs are not looked at.</param>
public sealed record WatchPlan(
    TimeSpan Every, WatchRule? Drift, WatchRule? Errors, TimeSpan CoolDown, QualityPlan? Quality = null, WatchRule? Health = null,
    WatchRule? Inputs = null);
