using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Functions.Evaluate.Judging;

/// <summary>The sentence a person reads first: the metric that matters, how sure it is, and the champion beside it.</summary>
internal static class Headline
{
    /// <param name="behaviour">No metric shows how a model behaves: the first check that failed is told beside it.</param>
    public static string Of(IReadOnlyList<MetricSummary> metrics, EvaluateSpec spec, IReadOnlyList<GateSummary> behaviour)
    {
        var failed = behaviour.FirstOrDefault(gate => gate.Outcome == GateOutcome.Fail);
        return failed is null ? Of(metrics, spec) : $"{Of(metrics, spec)} {char.ToUpperInvariant(failed.Name[0])}{failed.Name[1..]}: {failed.Explanation}";
    }

    private static string Of(IReadOnlyList<MetricSummary> metrics, EvaluateSpec spec)
    {
        var first = spec.Gates.Select(gate => gate.Metric).Concat(BuiltInMetrics.Of(spec.Task))
            .Select(name => metrics.FirstOrDefault(metric => metric.Name == name))
            .FirstOrDefault(metric => metric is not null);
        if (first is null)
            return "No metric could be computed.";

        var text = $"{Name(first.Name)} {Of(first.Value)} ({Of(first.Low)}–{Of(first.High)})";
        return first is { Champion: { } champion, Difference: { } difference, DifferenceLow: { } low, DifferenceHigh: { } high }
            ? $"{text}, champion {Of(champion)}: {Words(difference, low, high, Better(first.Name, spec))}."
            : $"{text}, no champion to compare with.";
    }

    private static string Words(double difference, double low, double high, BetterDirection better)
    {
        var sign = better == BetterDirection.Higher ? 1 : -1;
        var improvement = sign * difference;
        if (Math.Abs(difference) < 0.0005)
            return $"the same ({Of(Math.Min(sign * low, sign * high))} to {Of(Math.Max(sign * low, sign * high))})";

        var (word, turn) = improvement > 0 ? ("better", sign) : ("worse", -sign);
        var (from, to) = (Math.Min(turn * low, turn * high), Math.Max(turn * low, turn * high));
        return $"{word} by {Of(Math.Abs(difference))} ({Of(from)} to {Of(to)})";
    }

    private static BetterDirection Better(string metric, EvaluateSpec spec) =>
        spec.Metrics.FirstOrDefault(own => own.Name == metric)?.Better ?? BuiltInMetrics.BetterOf(metric);

    private static string Name(string metric) => metric == "auc" ? "AUC" : char.ToUpperInvariant(metric[0]) + metric[1..];

    private static string Of(double value) => value.ToString(Math.Abs(value) >= 1000 ? "N1" : "0.000", CultureInfo.InvariantCulture);
}
