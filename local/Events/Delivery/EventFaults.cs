namespace Landfall.Local.Events;

/// <summary>What the grid may do to any consumer, on demand. Event Grid promises at least once, and no order.</summary>
public sealed record EventFaults
{
    /// <summary>Every event is delivered twice.</summary>
    public bool Duplicate { get; init; }

    /// <summary>Each delivery waits a random part of <see cref="ReorderWindow"/>, so later ones overtake it.</summary>
    public bool Reorder { get; init; }

    public TimeSpan ReorderWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Every delivery waits this long first.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>When the deliveries of one event are due.</summary>
    internal IEnumerable<DateTimeOffset> Due(DateTimeOffset now, Func<double> random)
    {
        for (var copy = 0; copy < (Duplicate ? 2 : 1); copy++)
            yield return now + Delay + (Reorder ? ReorderWindow * random() : TimeSpan.Zero);
    }
}
