using Landfall.Contracts.Documents;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Evaluation.Gating;

/// <summary>No slice much worse than the whole. The slice with the worst bound decides, and is named.</summary>
internal static class SliceGate
{
    public static GateSummary Of(GateSpec gate, double maxGap, MetricValue whole, EvaluationReport report)
    {
        var name = $"{gate.Metric} by {string.Join(", ", gate.Slices)}";
        var slices = Slices(gate, report);
        if (whole.Undefined is { } reason)
            return Figures.CannotTell(name, gate.Metric, reason);

        var judged = slices.Where(slice => slice.Rows >= gate.MinSupport)
            .Select(slice => (slice.Name, slice.Rows, Metric: slice.Metrics.First(metric => metric.Name == gate.Metric)))
            .Where(slice => slice.Metric.Undefined is null)
            .Select(slice => (slice.Name, slice.Rows, slice.Metric, Gap: Gap(slice.Metric, whole, gate.Confidence)))
            .ToList();
        var left = slices.Count - judged.Count;
        if (judged.Count == 0)
            return new(name, GateOutcome.NotApplied,
                $"None of the {slices.Count:N0} slices has {gate.MinSupport:N0} rows and a value of {gate.Metric}.");

        var worst = judged.MaxBy(slice => slice.Gap.High);
        var passes = worst.Gap.High <= maxGap;
        var explanation = $"{worst.Name} has {gate.Metric} {Figures.Of(worst.Metric.Value!.Value)} in {worst.Rows:N0} rows against "
            + $"{Figures.Of(whole.Value!.Value)} over all; at {Figures.Confidence(gate.Confidence)} confidence the gap is "
            + $"at most {Figures.Of(worst.Gap.High, maxGap)}, {(passes ? "within" : "above")} the limit "
            + $"{Figures.Of(maxGap)} ({judged.Count:N0} slices judged{(left > 0 ? $", {left:N0} too small" : "")}).";

        // Marginal only where no slice has certainly too large a gap.
        var least = judged.Max(slice => slice.Gap.Low);
        return passes
            ? new(name, GateOutcome.Pass, explanation)
            : Figures.Missed(name, gate.OnMarginal, (least, least <= maxGap), explanation);
    }

    private static List<SliceReport> Slices(GateSpec gate, EvaluationReport report)
    {
        if (gate.Slices.Count == 0)
            throw new ArgumentException(
                $"The gate on '{gate.Metric}' has maxGap but no slices. Expected slices: [ column ].");
        if (gate.Slices.FirstOrDefault(column => report.Slices.All(slice => slice.Column != column)) is { } missing)
            throw new ArgumentException(
                $"The gate on '{gate.Metric}' names the slice column '{missing}', which was not evaluated. Expected one of: "
                + $"{string.Join(", ", report.Slices.Select(slice => slice.Column).Distinct())}.");
        return [.. report.Slices.Where(slice => gate.Slices.Contains(slice.Column))];
    }

    // How much worse than the whole, between the two bounds. A slice is part of the whole: with the share w of its rows,
    // var(slice − whole) = (1 − w) var(slice) when rows vary alike, so that the slice "everything" has no gap at all.
    private static Interval Gap(MetricValue slice, MetricValue whole, double confidence)
    {
        var shrink = Math.Sqrt(Math.Max(0, 1 - (double)slice.Support / whole.Support));
        var (gap, bounds) = (slice.Value!.Value - whole.Value!.Value, slice.Bounds(confidence));
        var low = gap - (slice.Value.Value - bounds.Low) * shrink;
        var high = gap + (bounds.High - slice.Value.Value) * shrink;
        return slice.Better switch
        {
            BetterDirection.Higher => new(-high, -low),
            BetterDirection.Lower => new(low, high),
            _ => new(Math.Min(Math.Abs(low), Math.Abs(high)), Math.Max(Math.Abs(low), Math.Abs(high))),
        };
    }
}
