using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;
using Landfall.Domain.Evaluation.Gating;

namespace Landfall.Domain.Evaluation;

/// <summary>
/// Judges a report by the gates of a pipeline. The burden of proof is the candidate's: each condition is decided on the
/// bound of a two-sided interval at the gate's confidence, so too few rows fail a gate that many rows would pass.
/// </summary>
public static class Gates
{
    /// <summary>One summary for each condition, in the order of the gates.</summary>
    /// <exception cref="ArgumentException">A gate names a metric that the report does not have, or a slice column that
    /// was not evaluated.</exception>
    public static IReadOnlyList<GateSummary> Judge(IReadOnlyList<GateSpec> gates, EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(gates);
        ArgumentNullException.ThrowIfNull(report);
        return [.. gates.SelectMany(gate => Judge(gate, report))];
    }

    /// <summary>
    /// What the gates say together: one that fails rejects; one that could not be applied or decided asks a person.
    /// </summary>
    public static EvaluationOutcome Outcome(IReadOnlyList<GateSummary> gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        return gates.Any(gate => gate.Outcome == GateOutcome.Fail) ? EvaluationOutcome.Fail
            : gates.Any(gate => gate.Outcome != GateOutcome.Pass) ? EvaluationOutcome.Ask
            : EvaluationOutcome.Pass;
    }

    private static IEnumerable<GateSummary> Judge(GateSpec gate, EvaluationReport report)
    {
        var metric = report.Metrics.FirstOrDefault(known => known.Name == gate.Metric) ?? throw Unknown(gate, report);
        if (gate.Min is { } min)
            yield return BoundGate.AtLeast(metric, min, gate);
        if (gate.Max is { } max)
            yield return BoundGate.AtMost(metric, max, gate);
        if (gate.NonInferiority is { } margin)
            yield return ChampionGate.Of(gate, margin, report);
        if (gate.MaxGap is { } gap)
            yield return SliceGate.Of(gate, gap, metric, report);
    }

    private static ArgumentException Unknown(GateSpec gate, EvaluationReport report)
    {
        var known = report.Metrics.Select(metric => metric.Name).ToList();
        var hint = DidYouMean.Hint(gate.Metric, known);
        return new($"A gate names the metric '{gate.Metric}', which this evaluation does not have. "
            + $"Expected one of: {string.Join(", ", known)}.{(hint.Length > 0 ? " " : "")}{hint}");
    }
}
