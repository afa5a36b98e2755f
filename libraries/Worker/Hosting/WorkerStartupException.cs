namespace Landfall.Worker;

/// <summary>The app cannot start as it is built or configured. Shown to people without a stack trace.</summary>
public sealed class WorkerStartupException(string message) : Exception(message);
