namespace Landfall.Domain.Judgement;

/// <summary>What is known about the mean of bounded observations at one look.</summary>
/// <param name="Outcome">Harm wins over safety; Unknown without observations.</param>
/// <param name="Harm">Evidence that the mean is above the limit.</param>
/// <param name="Safety">Evidence that it is below.</param>
/// <param name="Seen">Observations.</param>
/// <param name="Mean">Their mean, 0 without any.</param>
/// <param name="Limit">What the mean is held against.</param>
/// <param name="Explanation">One phrase with the numbers.</param>
public sealed record BoundedMeanJudgement(
    JudgeOutcome Outcome, Evidence Harm, Evidence Safety, int Seen, double Mean, double Limit, string Explanation);
