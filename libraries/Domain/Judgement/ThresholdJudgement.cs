namespace Landfall.Domain.Judgement;

/// <summary>What a threshold judge says at one look.</summary>
/// <param name="Outcome">Harm, Undecided while it is not, Unknown when the newest look saw nothing.</param>
/// <param name="Above">Looks above the limit in a row, up to the newest.</param>
/// <param name="Needed">How many it takes.</param>
/// <param name="Explanation">One phrase with the numbers.</param>
public sealed record ThresholdJudgement(JudgeOutcome Outcome, int Above, int Needed, string Explanation);
