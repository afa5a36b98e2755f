namespace Landfall.Domain.Serving;

/// <summary>A lease as it was found.</summary>
/// <param name="Transitions">Counts the holders: the epoch of the fence.</param>
public sealed record StoredLease(string? Holder, long Transitions, DateTimeOffset? RenewedAt, TimeSpan Duration);

/// <param name="Take">True when the lease is to be written.</param>
/// <param name="Held">Whether the run holds it then.</param>
/// <param name="HolderSince">True when the holder changes: a new epoch begins.</param>
public sealed record LeaseRuling(bool Take, bool Held, long Epoch, bool HolderSince, string? HeldBy);

/// <summary>Who holds a route. Pure; the caller replaces exactly what it read.</summary>
public static class LeaseRules
{
    /// <param name="holderIsOver">The holder's run has ended: its lease is nobody's.</param>
    /// <param name="stored">The fence on the route: a new epoch lies above it, whoever raised it.</param>
    public static LeaseRuling On(string run, StoredLease? lease, Fence? stored, bool holderIsOver, DateTimeOffset now)
    {
        var next = Math.Max(lease?.Transitions ?? 0, stored?.Epoch ?? 0) + 1;
        if (lease is null || string.IsNullOrEmpty(lease.Holder))
            return new(Take: true, Held: true, next, HolderSince: true, run);

        if (lease.Holder == run)
            return new(Take: true, Held: true, lease.Transitions, HolderSince: false, run);

        var stale = lease.RenewedAt is not { } renewed || now - renewed > lease.Duration;
        return stale || holderIsOver
            ? new(Take: true, Held: true, next, HolderSince: true, run)
            : new(Take: false, Held: false, lease.Transitions, HolderSince: false, lease.Holder);
    }

    /// <summary>Ten minutes, or longer where the plan looks more seldom: a quiet rollout must not lose its route.</summary>
    public static TimeSpan DurationFor(RolloutPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var quiet = plan.LookAtMost * 3;
        return quiet > TimeSpan.FromMinutes(10) ? quiet : TimeSpan.FromMinutes(10);
    }
}
