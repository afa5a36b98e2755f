namespace Landfall.Worker;

/// <summary>Runs the user's orchestrator once, from the start; the outcome is not yet serialized.</summary>
public delegate Task<object?> OrchestratorFunction(TaskOrchestrationContext context);
