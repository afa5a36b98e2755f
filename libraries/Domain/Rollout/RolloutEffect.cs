namespace Landfall.Domain.Rollout;

/// <summary>What the orchestrator is to carry out next. Each is idempotent: a repeat after a crash changes nothing more.</summary>
public abstract record RolloutEffect
{
    /// <param name="After">First wait this long: another run held the route, or people are asked.</param>
    /// <param name="Approval">The question whose log is read too.</param>
    public sealed record Acquire(AcquireRouteRequest Request, TimeSpan After, string? Approval = null) : RolloutEffect;

    public sealed record Deploy(DeployRequest Request) : RolloutEffect;

    public sealed record ReadServing(DeployRequest Request, TimeSpan After) : RolloutEffect;

    /// <param name="After">The delay before another try of a record that must be written.</param>
    public sealed record Announce(RecordFact Fact, TimeSpan After) : RolloutEffect;

    /// <param name="After">The delay before another try of a write that must succeed.</param>
    public sealed record Shift(TrafficChange Change, TimeSpan After) : RolloutEffect;

    /// <summary>Waits for a command or the time, then looks.</summary>
    /// <param name="Approval">The question whose log is read too; one that cannot be read keeps nobody from looking.</param>
    public sealed record Look(ObserveRequest Request, TimeSpan After, string? Approval = null) : RolloutEffect;

    /// <summary>Asks people about the next step, first in the record.</summary>
    public sealed record Ask(ApprovalRequest Request, RecordFact Fact) : RolloutEffect;

    /// <summary>Ends a question that has lost its point.</summary>
    public sealed record Close(CloseApprovalRequest Request) : RolloutEffect;

    public sealed record MoveAlias(MoveAliasRequest Request) : RolloutEffect;

    public sealed record Seal(SealRequest Request) : RolloutEffect;

    public sealed record Retire(RetireRequest Request) : RolloutEffect;

    public sealed record Release(ReleaseRouteRequest Request) : RolloutEffect;

    public sealed record None : RolloutEffect;
}
