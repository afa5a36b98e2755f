namespace Landfall.Domain.Rollout;

/// <summary>What came of an effect.</summary>
public abstract record RolloutInput
{
    /// <param name="Approval">The log of the open question; null where there is none, or it could not be read.</param>
    public sealed record Acquired(RouteLease Lease, ApprovalView? Approval = null) : RolloutInput;

    /// <summary>The effect was carried out and has nothing to say.</summary>
    public sealed record Done : RolloutInput;

    public sealed record Served(ServingState State) : RolloutInput;

    public sealed record Shifted(AppliedTraffic Applied) : RolloutInput;

    /// <param name="Approval">The log of the open question; null where there is none, or it could not be read.</param>
    public sealed record Seen(StepEvidence Evidence, ApprovalView? Approval = null) : RolloutInput;

    /// <summary>A person, or the lane, wants something.</summary>
    public sealed record Commanded(RolloutCommand Command) : RolloutInput;

    /// <param name="Reason">For people: what failed, where, what next.</param>
    public sealed record Failed(string Reason) : RolloutInput;
}
