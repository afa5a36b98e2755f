namespace Landfall.Contracts;

/// <summary>What a rollout shows of itself: its custom status while it lives.</summary>
/// <param name="Phase">What it is doing, in one word.</param>
/// <param name="Weight">Percent of live traffic the candidate has now.</param>
/// <param name="EndsAt">When the step's time is over, if nothing else holds it.</param>
/// <param name="Readings">Of the present step; empty until it was looked at.</param>
/// <param name="Last">What was seen last, in whichever step.</param>
/// <param name="WaitsFor">What is missing, or who is asked; null while it simply looks.</param>
/// <param name="ApprovalId">The question that people have not answered yet.</param>
public sealed record RolloutSummary(
    string Phase, int Step, int Steps, string StepName, int Weight, DateTimeOffset? EndsAt, bool Paused, bool HadTraffic,
    long Samples, IReadOnlyList<JudgeReading> Readings, string Explanation, string? WaitsFor = null,
    RolloutLook? Last = null, string? ApprovalId = null);
