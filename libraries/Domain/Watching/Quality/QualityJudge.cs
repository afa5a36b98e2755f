using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation;
using Landfall.Domain.Evaluation.Gating;

namespace Landfall.Domain.Watching.Quality;

/// <param name="Metric">Null while the window is empty.</param>
/// <param name="Stage">How often the window could not be decided, as far as its size goes.</param>
internal sealed record QualityJudgement(WatchReading Reading, MetricValue? Metric, int Stage);

/// <summary>
/// Is the metric worse than on the holdout by more than the limit? Decided on the 95 % interval of the live metric: surely worse is
/// over, surely within the limit is calm. A window that can tell neither is asked again when it has twice as many rows, at
/// most three times, so that looking often finds nothing by chance; then it is near.
/// </summary>
internal static class QualityJudge
{
    private const int MostStages = 3;

    /// <param name="holdout">The metric on the holdout; null when it was not computed there.</param>
    /// <param name="stage">How often the window could not be decided.</param>
    public static QualityJudgement Of(QualityPlan plan, double? holdout, IReadOnlyList<LabelledRow> window, int stage)
    {
        var (rule, samples, name) = (plan.Rule, window.Count, plan.Metric);
        var metric = samples == 0 ? null : LiveMetric.Of(plan.Task, name, window);
        if (holdout is not { } before)
            return Unknown($"{name} was not computed on the holdout, so there is nothing to compare with");
        if (samples < rule.MinSamples || metric is null)
            return Unknown($"{samples:N0} of {rule.MinSamples:N0} labelled predictions that a window needs");
        if (metric is not { Value: { } value, Low: { } low, High: { } high })
            return Unknown($"{name} of {samples:N0} labelled predictions is undefined: {metric.Undefined}");

        var isHigher = BuiltInMetrics.BetterOf(name) == BetterDirection.Higher;
        var (worse, least, most) = isHigher ? (before - value, before - high, before - low) : (value - before, low - before, high - before);
        var figures = $"{name} {Figures.Of(value)} ({Figures.Of(low)} to {Figures.Of(high)} with 95 % confidence) of {samples:N0} "
            + $"labelled predictions, {Figures.Of(before)} on the holdout";
        var due = rule.MinSamples << stage;
        if (samples < due)
            return Unknown($"{figures}; undecided, asked again at {due:N0}");

        // Asked again only when there is more to go by.
        var next = stage + 1;
        while (rule.MinSamples << next <= samples)
            next++;

        var at = $"(limit {Figures.Of(rule.Limit)})";
        return (least > rule.Limit, most <= rule.Limit, next <= MostStages) switch
        {
            (true, _, _) => Judged(WatchOutcome.Over, $"{figures}: worse by at least {Figures.Of(least, rule.Limit)} {at}"),
            (_, true, _) when most <= 0 => Judged(WatchOutcome.Calm, $"{figures}: not worse {at}"),
            (_, true, _) => Judged(WatchOutcome.Calm, $"{figures}: worse by at most {Figures.Of(most, rule.Limit)} {at}"),
            (_, _, true) => Unknown($"{figures}; undecided, asked again at {rule.MinSamples << next:N0}") with { Stage = next },
            _ => Judged(WatchOutcome.Near, $"{figures}: too near to the limit to tell {at}"),
        };

        QualityJudgement Judged(WatchOutcome outcome, string explanation) =>
            new(new(outcome, worse, rule.Limit, samples, explanation), metric, 0);

        QualityJudgement Unknown(string why) => new(new(WatchOutcome.Unknown, null, rule.Limit, samples, why), metric, stage);
    }
}
