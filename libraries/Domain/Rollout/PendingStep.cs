namespace Landfall.Domain.Rollout;

/// <summary>The next step, while something has to happen before its weight may be set. The candidate keeps what it has.</summary>
/// <param name="To">Index into the rollout's steps.</param>
/// <param name="Reason">Why the step before it is over.</param>
/// <param name="Since">When it was over.</param>
/// <param name="ApprovalId">The question that people have to say yes to; null where none of them is needed.</param>
/// <param name="View">The question's log as last read; null before that.</param>
/// <param name="Nudged">There is news: the next look comes at once.</param>
/// <param name="OpensAt">When weights may be raised again, as last seen; null while they may.</param>
public sealed record PendingStep(
    int To, string Reason, DateTimeOffset Since, string? ApprovalId = null, ApprovalView? View = null, bool Nudged = false,
    DateTimeOffset? OpensAt = null)
{
    /// <summary>People still have to say something.</summary>
    internal bool IsOpen => ApprovalId is not null && (View is null || View.State == ApprovalState.Pending);
}
