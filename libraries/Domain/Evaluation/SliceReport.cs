namespace Landfall.Domain.Evaluation;

/// <summary>The metrics over the rows with one value of a slice column.</summary>
/// <param name="Column">The slice column.</param>
/// <param name="Value">Its value, or "(missing)".</param>
/// <param name="Rows">Rows with this value.</param>
/// <param name="Metrics">The candidate's.</param>
/// <param name="Differences">To the champion on these rows; empty without one.</param>
public sealed record SliceReport(
    string Column, string Value, long Rows, IReadOnlyList<MetricValue> Metrics, IReadOnlyList<MetricDifference> Differences)
{
    internal string Name => $"{Column} = {Value}";
}
