namespace Landfall.Domain.Evaluation.Gating;

/// <summary>A metric against a fixed limit.</summary>
internal static class BoundGate
{
    public static GateSummary AtLeast(MetricValue metric, double min, double confidence)
    {
        var name = $"{metric.Name} at least {Figures.Of(min)}";
        if (metric.Undefined is { } reason)
            return Figures.CannotTell(name, metric.Name, reason);
        var low = metric.Bounds(confidence).Low;
        return low >= min
            ? new(name, GateOutcome.Pass, Sentence(metric, "lower", low, min, confidence, "reaches", "minimum"))
            : new(name, GateOutcome.Fail, Sentence(metric, "lower", low, min, confidence, "is below", "minimum"));
    }

    public static GateSummary AtMost(MetricValue metric, double max, double confidence)
    {
        var name = $"{metric.Name} at most {Figures.Of(max)}";
        if (metric.Undefined is { } reason)
            return Figures.CannotTell(name, metric.Name, reason);
        var high = metric.Bounds(confidence).High;
        return high <= max
            ? new(name, GateOutcome.Pass, Sentence(metric, "upper", high, max, confidence, "stays within", "maximum"))
            : new(name, GateOutcome.Fail, Sentence(metric, "upper", high, max, confidence, "exceeds", "maximum"));
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
