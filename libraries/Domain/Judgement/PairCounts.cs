namespace Landfall.Domain.Judgement;

/// <summary>
/// Shadow pairs: one request, both answers. A candidate that timed out or failed disagrees. Only pairs older than the
/// watermark count, so that slow answers are not left out.
/// </summary>
/// <param name="Pairs">Closed pairs.</param>
/// <param name="Disagreements">Those in which the answers differ.</param>
public sealed record PairCounts(long Pairs, long Disagreements);
