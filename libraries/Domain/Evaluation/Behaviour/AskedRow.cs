namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>One row of a check with everything that was said about it.</summary>
/// <param name="Row">The row of the holdout, or the place of the case.</param>
/// <param name="Original">The answer to the row as it is; null for a case.</param>
public sealed record AskedRow(long Row, Answer? Original, IReadOnlyList<AskedCopy> Copies);

/// <param name="What">What was changed, for people: <c>origin JFK → LAX</c>; empty when nothing was.</param>
public sealed record AskedCopy(string What, Answer Answer);
