namespace Landfall.Worker;

/// <summary>
/// The orchestrator did not do again what its history says it did. Most often its code was changed while instances
/// were under way: give the changed orchestrator a new version instead.
/// </summary>
public sealed class NonDeterministicOrchestrationException(string message) : TerminalException(message);
