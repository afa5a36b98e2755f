using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Gating;

/// <summary>Not worse than the champion by more than a margin, on the same rows.</summary>
internal static class ChampionGate
{
    public static GateSummary Of(GateSpec gate, double margin, EvaluationReport report)
    {
        var (metric, confidence) = (gate.Metric, gate.Confidence);
        var name = $"{metric} against the champion";
        if (report.Champion.Count == 0)
            return new(name, GateOutcome.NotApplied,
                "There is no champion to compare with: this would be the first version that serves.");
        var difference = report.Differences.First(known => known.Name == metric);
        if (difference.Undefined is { } reason)
            return Figures.CannotTell(name, $"The difference in {metric}", reason);

        var (bound, best) = difference.Improvement(confidence);
        var passes = bound >= -margin;
        var change = $"{metric} changes by {Figures.Signed(difference.Value!.Value)} against the champion on the same rows";
        var explanation = $"{change}; at {Figures.Confidence(confidence)} confidence it is "
            + (bound > 0 ? $"better by at least {Figures.Of(bound)}"
                : $"{(difference.Better is null ? "off" : "worse")} by at most {Figures.Of(-bound, margin)}")
            + (passes ? $", and {Figures.Of(margin)} is allowed." : $", but only {Figures.Of(margin)} is allowed.");
        return passes
            ? new(name, GateOutcome.Pass, explanation)
            : Figures.Missed(name, gate.OnMarginal, (best, best >= -margin), explanation);
    }
}
