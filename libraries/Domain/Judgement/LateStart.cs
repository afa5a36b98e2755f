namespace Landfall.Domain.Judgement;

/// <summary>A moment from which a judge begins anew, and what was counted since.</summary>
/// <param name="Number">From 1: the moments of a rollout in the order in which they were chosen.</param>
/// <param name="Since">Named for people.</param>
public sealed record LateStart(int Number, StratumCounts Since);
