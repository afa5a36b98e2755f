using Landfall.Domain.Statistics;

namespace Landfall.Domain.Evaluation;

/// <summary>A value and how sure it is.</summary>
/// <param name="StandardError">0 when the value has no spread, or is taken as it is.</param>
/// <param name="Least">The smallest value the metric can have.</param>
/// <param name="Most">The largest value the metric can have.</param>
/// <param name="Trials">Set for a proportion, which has Wilson's interval. Also used for a metric in [0, 1] without any
/// spread, where a normal interval would claim certainty from a handful of rows.</param>
internal sealed record Estimate(double Value, double StandardError, double Least, double Most, long? Trials = null)
{
    public Interval Bounds(double confidence)
    {
        if (Trials is { } trials)
            return ProportionInterval.Wilson((long)Math.Round(Value * trials), trials, confidence);
        var half = Normal.TwoSided(confidence) * StandardError;
        return new(Math.Max(Least, Value - half), Math.Min(Most, Value + half));
    }

    /// <summary>A value without an interval: both bounds are the value.</summary>
    public static Estimate Exactly(double value) => new(value, 0, double.NegativeInfinity, double.PositiveInfinity);
}
