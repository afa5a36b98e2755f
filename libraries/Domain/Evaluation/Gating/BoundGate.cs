using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Gating;

/// <summary>A metric against a fixed limit.</summary>
internal static class BoundGate
{
    public static GateSummary AtLeast(MetricValue metric, double min, GateSpec gate)
    {
        var name = $"{metric.Name} at least {Figures.Of(min)}";
        if (metric.Undefined is { } reason)
            return Figures.CannotTell(name, metric.Name, reason);
        var (low, high) = metric.Bounds(gate.Confidence);
        return low >= min
            ? new(name, GateOutcome.Pass, Sentence(metric, "lower", low, min, gate.Confidence, "reaches", "minimum"))
            : Figures.Missed(
                name, gate.OnMarginal, (high, high >= min),
                Sentence(metric, "lower", low, min, gate.Confidence, "is below", "minimum"));
    }

    public static GateSummary AtMost(MetricValue metric, double max, GateSpec gate)
    {
        var name = $"{metric.Name} at most {Figures.Of(max)}";
        if (metric.Undefined is { } reason)
            return Figures.CannotTell(name, metric.Name, reason);
        var (low, high) = metric.Bounds(gate.Confidence);
        return high <= max
            ? new(name, GateOutcome.Pass, Sentence(metric, "upper", high, max, gate.Confidence, "stays within", "maximum"))
            : Figures.Missed(
                name, gate.OnMarginal, (low, low <= max),
                Sentence(metric, "upper", high, max, gate.Confidence, "exceeds", "maximum"));
    }

    private static string Sentence(
        MetricValue metric, string side, double bound, double limit, double confidence, string how, string what)
    {
        var value = $"{metric.Name} is {Figures.Of(metric.Value!.Value)}";
        var exact = metric.Estimate is { StandardError: 0, Trials: null };
        return exact
            ? $"{value} in {metric.Support:N0} rows, which {how} the {what} {Figures.Of(limit)}."
            : $"{value}; its {side} {Figures.Confidence(confidence)} bound {Figures.Of(bound, limit)} {how} the {what} "
                + $"{Figures.Of(limit)}.";
    }
}
