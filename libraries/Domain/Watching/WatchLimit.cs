namespace Landfall.Domain.Watching;

/// <summary>Where a number stands to its limit.</summary>
internal static class WatchLimit
{
    /// <summary>An episode ends well below its limit: what hovers about it would begin and end without end.</summary>
    public const double CalmShare = 0.8;

    public static WatchOutcome Of(double value, double limit) =>
        value > limit ? WatchOutcome.Over : value > CalmShare * limit ? WatchOutcome.Near : WatchOutcome.Calm;
}
