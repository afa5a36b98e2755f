namespace Landfall.Worker;

/// <summary>An orchestration of this id is there already, in a status that must not be replaced.</summary>
public sealed class OrchestrationAlreadyExistsException(string message, Exception? inner = null)
    : Exception(message, inner);
