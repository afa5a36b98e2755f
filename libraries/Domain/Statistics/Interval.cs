namespace Landfall.Domain.Statistics;

/// <summary>A closed interval around an estimate. Units are those of the estimate.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound, never below <paramref name="Low"/>.</param>
public sealed record Interval(double Low, double High)
{
    /// <summary>High minus low.</summary>
    public double Width => High - Low;

    /// <summary>True when the value lies in the interval, bounds included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
