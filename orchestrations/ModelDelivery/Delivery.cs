namespace Landfall.Orchestrations;

/// <summary>What all stages of a run share.</summary>
internal sealed record Delivery(TaskOrchestrationContext Context, Run Run, RunLog Log, Interrupts Interrupts);

/// <summary>How a run ends.</summary>
/// <param name="Look">What the judges of the rollout saw last.</param>
internal sealed record RunEnd(Verdict Verdict, string Reason, bool TrafficRestored = false, RolloutLook? Look = null);
