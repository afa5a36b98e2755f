namespace Landfall.Contracts;

/// <summary>What may be asked of a rollout.</summary>
public enum RolloutControl
{
    Pause, Resume, Abort,

    /// <summary>Everybody gets the candidate now; the last step is watched as ever.</summary>
    Promote,

    /// <summary>Comes from the lane and counts only before the first live traffic.</summary>
    Supersede,

    /// <summary>The present step is over, the next one begins.</summary>
    Skip,

    /// <summary>The present step goes on at another weight.</summary>
    SetWeight,

    /// <summary>Comes from an approval, which it names: its log is to be read now.</summary>
    Decided,

    /// <summary>Comes from an approval, which it names: nobody could be asked.</summary>
    NotAsked,
}

/// <summary>What a person wants of a rollout.</summary>
/// <param name="Weight">Percent of live traffic, from 1 to 99; only with <see cref="RolloutControl.SetWeight"/>.</param>
public sealed record RolloutCommand(RolloutControl Control, string By, string? Reason, int? Weight = null);

/// <summary>What a rollout is asked to do.</summary>
/// <param name="Asking">How people are asked before a step; null where no step needs them.</param>
public sealed record RolloutRequest(
    Run Run, ModelVersionRef Candidate, ModelVersionRef? Champion, RolloutPlan Plan, StepAsking? Asking = null);

/// <summary>Who has to agree to a step, and what they are shown beside what its judges saw.</summary>
/// <param name="Checks">What systems outside said of the version; null where none was asked.</param>
public sealed record StepAsking(
    ApprovalPlan Plan, EvaluationResult Evaluation, string DataHeadline, RiskAssessment? Risk = null,
    IReadOnlyList<CheckStatus>? Checks = null);

/// <summary>The last look at a step: what the judges said when it was decided how to go on.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Weight">Percent of live traffic the candidate had; 0 in shadow.</param>
/// <param name="Samples">Clusters of the candidate in this step, or pairs in shadow.</param>
public sealed record RolloutLook(
    string Step, int Weight, DateTimeOffset At, long Samples, IReadOnlyList<JudgeReading> Readings);

/// <param name="HadTraffic">Some live request may have been answered by the candidate.</param>
/// <param name="Restored">All traffic is back with the champion.</param>
/// <param name="Look">What was seen last, in whichever step; null when nothing ever was.</param>
public sealed record RolloutVerdict(Verdict Verdict, string Reason, bool HadTraffic, bool Restored, RolloutLook? Look = null);
