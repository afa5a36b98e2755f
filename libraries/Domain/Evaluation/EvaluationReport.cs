using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation;

/// <summary>Everything an evaluation found, for gates and for people.</summary>
/// <param name="Confidence">Of the intervals written here; gates ask for bounds at their own.</param>
/// <param name="Rows">Rows of the holdout.</param>
/// <param name="Metrics">The candidate's.</param>
/// <param name="Champion">The champion's on the same rows; empty without one.</param>
/// <param name="Differences">Candidate minus champion, paired; empty without one.</param>
/// <param name="Slices">Per value of each slice column, the largest first.</param>
public sealed record EvaluationReport(
    double Confidence,
    long Rows,
    IReadOnlyList<MetricValue> Metrics,
    IReadOnlyList<MetricValue> Champion,
    IReadOnlyList<MetricDifference> Differences,
    IReadOnlyList<SliceReport> Slices)
{
    /// <summary>The same with an own metric, computed elsewhere. It has no interval: its gates decide on the value.</summary>
    /// <param name="metric">Its name and direction.</param>
    /// <param name="candidate">Null when the expression gave no number.</param>
    /// <param name="champion">Null without a champion, or when the expression gave no number.</param>
    public EvaluationReport With(MetricSpec metric, double? candidate, double? champion)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var (mine, other) = (Finite(candidate), Finite(champion));
        var value = Own(metric, mine);
        if (Champion.Count == 0)
            return this with { Metrics = [.. Metrics, value] };
        return this with
        {
            Metrics = [.. Metrics, value],
            Champion = [.. Champion, Own(metric, other)],
            Differences =
            [
                .. Differences,
                MetricDifference.Of(
                    metric.Name, mine - other is { } difference ? Estimate.Exactly(difference) : null, Rows, metric.Better,
                    mine is null || other is null ? "the expression gave no number for one of the two" : null, Confidence),
            ],
        };
    }

    /// <summary>The defined metrics as people see them, the champion's beside the candidate's.</summary>
    public IReadOnlyList<MetricSummary> Summaries() =>
    [
        .. from metric in Metrics
           where metric.Value is not null
           let champion = Champion.FirstOrDefault(other => other.Name == metric.Name)
           let difference = Differences.FirstOrDefault(other => other.Name == metric.Name)
           select new MetricSummary(
               metric.Name, metric.Value!.Value, metric.Low!.Value, metric.High!.Value,
               champion?.Value, difference?.Value, difference?.Low, difference?.High),
    ];

    private MetricValue Own(MetricSpec metric, double? value) => MetricValue.Of(
        metric.Name, value is { } number ? Estimate.Exactly(number) : null, Rows, metric.Better,
        value is null ? "the expression gave no number" : null, Confidence);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
