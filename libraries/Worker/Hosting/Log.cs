namespace Landfall.Worker;

/// <summary>What the worker logs. Event ids 1000 to 1099.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Serving {Count} functions: {Names}")]
    public static partial void Serving(ILogger log, int count, string names);

    [LoggerMessage(1001, LogLevel.Error, "The host (process {Parent}) is gone; this app ends too")]
    public static partial void HostIsGone(ILogger log, int parent);

    [LoggerMessage(1004, LogLevel.Warning, "The host has started process {Successor} in place of this one and asks nothing more; this app ends")]
    public static partial void Replaced(ILogger log, int successor);

    [LoggerMessage(1002, LogLevel.Error, "{Function} failed (invocation {InvocationId})")]
    public static partial void FunctionFailed(ILogger log, Exception failure, string function, string invocationId);

    [LoggerMessage(1003, LogLevel.Error, "Orchestration {InstanceId} ({Function}) failed: {ErrorType}: {Message}")]
    public static partial void OrchestrationFailed(
        ILogger log, string instanceId, string function, string errorType, string message);
}
