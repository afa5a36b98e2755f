using System.Text.Json.Serialization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Evaluation;

/// <summary>One metric of one model with its two-sided confidence interval.</summary>
/// <param name="Name">As in gates.</param>
/// <param name="Value">Null when it is undefined; never NaN.</param>
/// <param name="Low">The lower bound at the report's confidence.</param>
/// <param name="High">The upper bound at the report's confidence.</param>
/// <param name="Support">The rows it rests on: those of the denominator for a rate, all rows otherwise.</param>
/// <param name="Better">Which direction is better; null where neither is, as with the positive rate.</param>
/// <param name="Undefined">Why there is no value.</param>
public sealed record MetricValue(
    string Name, double? Value, double? Low, double? High, long Support, BetterDirection? Better, string? Undefined = null)
{
    /// <summary>Knows the bounds at any confidence; lost when the report is written down.</summary>
    [JsonIgnore]
    internal Estimate? Estimate { get; init; }

    internal Interval Bounds(double confidence) => Estimate is null
        ? throw new InvalidOperationException(
            $"The metric '{Name}' was read back from a file or is undefined. Judge gates on a report just computed.")
        : Estimate.Bounds(confidence);

    internal static MetricValue Of(
        string name, Estimate? estimate, long support, BetterDirection? better, string? undefined, double confidence)
    {
        var bounds = estimate?.Bounds(confidence);
        return new(name, estimate?.Value, bounds?.Low, bounds?.High, support, better, undefined) { Estimate = estimate };
    }
}
