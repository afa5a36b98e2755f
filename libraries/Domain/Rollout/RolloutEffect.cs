namespace Landfall.Domain.Rollout;

/// <summary>What the orchestrator is to carry out next. Each is idempotent: a repeat after a crash changes nothing more.</summary>
public abstract record RolloutEffect
{
    /// <param name="After">First wait this long: another run held the route.</param>
    public sealed record Acquire(AcquireRouteRequest Request, TimeSpan After) : RolloutEffect;

    public sealed record Deploy(DeployRequest Request) : RolloutEffect;

    public sealed record ReadServing(DeployRequest Request, TimeSpan After) : RolloutEffect;

    /// <param name="After">The delay before another try of a record that must be written.</param>
    public sealed record Announce(RecordFact Fact, TimeSpan After) : RolloutEffect;

    /// <param name="After">The delay before another try of a write that must succeed.</param>
    public sealed record Shift(TrafficChange Change, TimeSpan After) : RolloutEffect;

    /// <summary>Waits for a command or the time, then looks.</summary>
    public sealed record Look(ObserveRequest Request, TimeSpan After) : RolloutEffect;

    public sealed record MoveAlias(MoveAliasRequest Request) : RolloutEffect;

    public sealed record Seal(SealRequest Request) : RolloutEffect;

    public sealed record Retire(RetireRequest Request) : RolloutEffect;

    public sealed record Release(ReleaseRouteRequest Request) : RolloutEffect;

    public sealed record None : RolloutEffect;
}
