using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation.Measures;

namespace Landfall.Domain.Evaluation;

/// <summary>Computes every metric of a task on all rows and on each slice, for candidate and champion.</summary>
internal static class ReportBuilder
{
    public static EvaluationReport Of<TRows>(
        IReadOnlyList<Metric<TRows>> metrics, TRows candidate, TRows? champion, IReadOnlyList<SliceColumn> slices,
        double confidence)
        where TRows : class, IRows<TRows>
    {
        Check(candidate, champion, confidence);
        // The whole is as much work as all slices of a column: beside them, not before.
        var whole = Task.Run(() => Part(metrics, candidate, champion, confidence));
        var groups =
            (from column in slices
             let split = column.Groups(candidate.Count)
             let mine = candidate.Split(split)
             let theirs = champion?.Split(split)
             from slice in split.LargestFirst
             select (Column: column.Name, Value: split.Values[slice], Mine: mine[slice], Theirs: theirs?[slice])).ToList();
        SliceReport[] parts =
        [
            .. groups.AsParallel().AsOrdered().Select(slice =>
            {
                var part = Part(metrics, slice.Mine, slice.Theirs, confidence);
                return new SliceReport(slice.Column, slice.Value, slice.Mine.Count, part.Metrics, part.Differences);
            }),
        ];
        var (values, others, differences) = whole.GetAwaiter().GetResult();
        return new(confidence, candidate.Count, values, others, differences, parts);
    }

    private static (List<MetricValue> Metrics, List<MetricValue> Champion, List<MetricDifference> Differences) Part<TRows>(
        IReadOnlyList<Metric<TRows>> metrics, TRows candidate, TRows? champion, double confidence)
        where TRows : class, IRows<TRows>
    {
        var (values, others, differences) = (new List<MetricValue>(), new List<MetricValue>(), new List<MetricDifference>());
        foreach (var metric in metrics)
        {
            var mine = metric.Measure(candidate);
            values.Add(Value(metric, mine, confidence));
            if (champion is null)
                continue;
            var other = metric.Measure(champion);
            others.Add(Value(metric, other, confidence));
            differences.Add(Difference(metric, mine, other, confidence));
        }

        return (values, others, differences);
    }

    private static MetricValue Value<TRows>(Metric<TRows> metric, Measured measured, double confidence) => MetricValue.Of(
        metric.Name, measured.Undefined is null ? measured.Estimate(metric.Least, metric.Most) : null, measured.Support,
        metric.Better, measured.Undefined, confidence);

    private static MetricDifference Difference<TRows>(
        Metric<TRows> metric, Measured mine, Measured other, double confidence)
    {
        var support = Math.Min(mine.Support, other.Support);
        var reason = mine.Undefined is { } a ? $"candidate: {a}" : other.Undefined is { } b ? $"champion: {b}" : null;
        var estimate = reason is null ? mine.Minus(other, metric.Most - metric.Least) : null;
        if (estimate is { StandardError: 0, Value: not 0 })
        {
            // The same difference in every row is no certainty, only too few rows to see any spread.
            reason = $"the difference has no spread in {support:N0} rows, so no interval";
            estimate = null;
        }

        return MetricDifference.Of(metric.Name, estimate, support, metric.Better, reason, confidence);
    }

    private static void Check<TRows>(TRows candidate, TRows? champion, double confidence)
        where TRows : class, IRows<TRows>
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence,
                "Expected a confidence strictly between 0 and 1, such as 0.95.");
        candidate.Check("candidate");
        if (champion is null)
            return;
        champion.Check("champion");
        if (champion.Count != candidate.Count)
            throw new ArgumentException(
                $"The champion has {champion.Count:N0} rows, the candidate {candidate.Count:N0}. "
                + "Expected predictions on the same rows.");
        if (candidate.FirstOtherLabel(champion) is var at && at < candidate.Count)
            throw new ArgumentException(
                $"Row {at:N0} (from 0): candidate and champion have different labels. Expected predictions on the same "
                + "rows in the same order.");
    }
}
