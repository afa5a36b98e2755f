namespace Landfall.Contracts;

/// <summary>Supersede comes from the lane and counts only before the first live traffic.</summary>
public enum RolloutControl { Pause, Resume, Abort, Promote, Supersede }

/// <summary>What a person wants of a rollout.</summary>
public sealed record RolloutCommand(RolloutControl Control, string By, string? Reason);

/// <summary>What a rollout is asked to do.</summary>
public sealed record RolloutRequest(Run Run, ModelVersionRef Candidate, ModelVersionRef? Champion, RolloutPlan Plan);

/// <param name="HadTraffic">Some live request may have been answered by the candidate.</param>
/// <param name="Restored">All traffic is back with the champion.</param>
public sealed record RolloutVerdict(Verdict Verdict, string Reason, bool HadTraffic, bool Restored);
