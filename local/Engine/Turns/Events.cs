using Google.Protobuf.WellKnownTypes;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Turns;

/// <summary>Makes history events. Events that no action caused carry the id -1.</summary>
internal static class Events
{
    public static HistoryEvent At(DateTimeOffset now, int id = -1) =>
        new() { EventId = id, Timestamp = Timestamp.FromDateTimeOffset(now) };

    public static HistoryEvent TurnStarted(DateTimeOffset now)
    {
        var made = At(now);
        made.OrchestratorStarted = new OrchestratorStartedEvent();
        return made;
    }

    public static HistoryEvent TurnCompleted(DateTimeOffset now)
    {
        var made = At(now);
        made.OrchestratorCompleted = new OrchestratorCompletedEvent();
        return made;
    }

    public static HistoryEvent Raised(DateTimeOffset now, string name, string? input)
    {
        var made = At(now);
        made.EventRaised = new EventRaisedEvent { Name = name, Input = input };
        return made;
    }

    public static HistoryEvent Terminated(DateTimeOffset now, string? reason, bool recurse)
    {
        var made = At(now);
        made.ExecutionTerminated = new ExecutionTerminatedEvent { Input = reason, Recurse = recurse };
        return made;
    }

    public static HistoryEvent Completed(
        DateTimeOffset now, int id, OrchestrationStatus status, string? result, TaskFailureDetails? failure)
    {
        var made = At(now, id);
        made.ExecutionCompleted = new ExecutionCompletedEvent
        {
            OrchestrationStatus = status,
            Result = result,
            FailureDetails = failure
        };
        return made;
    }

    /// <summary>The answer a parent gets from its child.</summary>
    public static HistoryEvent ChildEnded(
        DateTimeOffset now, int taskId, OrchestrationStatus status, string? result, TaskFailureDetails? failure)
    {
        var made = At(now);
        if (status == OrchestrationStatus.Completed)
            made.SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent
            {
                TaskScheduledId = taskId,
                Result = result
            };
        else
            made.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent
            {
                TaskScheduledId = taskId,
                FailureDetails = failure
                    ?? Failure($"Orchestration{status}", result ?? $"The orchestration was {status}.")
            };
        return made;
    }

    public static TaskFailureDetails Failure(string type, string message, bool retriable = true) =>
        new() { ErrorType = type, ErrorMessage = message, IsNonRetriable = !retriable };
}
