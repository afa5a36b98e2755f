using System.Text.Json.Serialization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Evaluation;

/// <summary>Candidate minus champion on the same rows, with the interval of the paired difference.</summary>
/// <param name="Name">As in gates.</param>
/// <param name="Value">Null when it is undefined; never NaN.</param>
/// <param name="Low">The lower bound at the report's confidence.</param>
/// <param name="High">The upper bound at the report's confidence.</param>
/// <param name="Support">The smaller support of the two.</param>
/// <param name="Better">Which direction is better; null where neither is.</param>
/// <param name="Undefined">Why there is no value.</param>
public sealed record MetricDifference(
    string Name, double? Value, double? Low, double? High, long Support, BetterDirection? Better, string? Undefined = null)
{
    [JsonIgnore]
    internal Estimate? Estimate { get; init; }

    /// <summary>
    /// How much better the candidate is, as an interval: the difference, turned where less is better. Where neither
    /// direction is better, any change is for the worse.
    /// </summary>
    internal Interval Improvement(double confidence)
    {
        var bounds = Estimate?.Bounds(confidence) ?? throw new InvalidOperationException(
            $"The difference of '{Name}' was read back from a file or is undefined. Judge gates on a report just computed.");
        return Better switch
        {
            BetterDirection.Higher => bounds,
            BetterDirection.Lower => new(-bounds.High, -bounds.Low),
            _ => new(-Math.Max(Math.Abs(bounds.Low), Math.Abs(bounds.High)), 0),
        };
    }

    internal static MetricDifference Of(
        string name, Estimate? estimate, long support, BetterDirection? better, string? undefined, double confidence)
    {
        var bounds = estimate?.Bounds(confidence);
        return new(name, estimate?.Value, bounds?.Low, bounds?.High, support, better, undefined) { Estimate = estimate };
    }
}
