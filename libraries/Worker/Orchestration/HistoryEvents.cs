using Landfall.Worker.Protobuf;
using static Landfall.Worker.Protobuf.HistoryEvent;
using Kind = Landfall.Worker.Protobuf.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace Landfall.Worker;

/// <summary>What each event of a history does to an execution. Kinds not listed do nothing to user code.</summary>
internal static class HistoryEvents
{
    private const int SplitMarker = -100;

    public static void Apply(HistoryEvent e, OrchestrationState state)
    {
        switch (e.EventTypeCase)
        {
            case EventTypeOneofCase.TaskScheduled:
                state.Actions.Confirm(e.EventId, Kind.ScheduleTask, e.TaskScheduled.Name);
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceCreated:
                state.Actions.Confirm(
                    e.EventId, Kind.CreateSubOrchestration, e.SubOrchestrationInstanceCreated.Name);
                break;
            case EventTypeOneofCase.TimerCreated when e.EventId != SplitMarker:
                state.Actions.Confirm(e.EventId, Kind.CreateTimer, "");
                break;
            case EventTypeOneofCase.EventSent:
                state.Actions.Confirm(e.EventId, Kind.SendEvent, e.EventSent.Name);
                break;
            case EventTypeOneofCase.EventRaised:
                state.Raise(e);
                break;
            default:
                ApplyAnswer(e, state);
                break;
        }
    }

    private static void ApplyAnswer(HistoryEvent e, OrchestrationState state)
    {
        switch (e.EventTypeCase)
        {
            case EventTypeOneofCase.TaskCompleted:
                Succeed(state.Close(e.TaskCompleted.TaskScheduledId), e.TaskCompleted.Result);
                break;
            case EventTypeOneofCase.TaskFailed:
                Fail(state.Close(e.TaskFailed.TaskScheduledId), e.TaskFailed.FailureDetails);
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                var ended = e.SubOrchestrationInstanceCompleted;
                state.Close(ended.TaskScheduledId)?.Complete(ended.Result);
                break;
            case EventTypeOneofCase.SubOrchestrationInstanceFailed:
                var failed = e.SubOrchestrationInstanceFailed;
                Fail(state.Close(failed.TaskScheduledId), failed.FailureDetails);
                break;
            case EventTypeOneofCase.TimerFired:
                state.Close(e.TimerFired.TimerId)?.Complete(null);
                break;
        }
    }

    private static void Succeed(OpenTask? task, string? result)
    {
        if (FailureEnvelope.FromResult(result) is { } failure)
            task?.Fail(failure);
        else
            task?.Complete(result);
    }

    private static void Fail(OpenTask? task, Protobuf.TaskFailureDetails? details) =>
        task?.Fail(FailureDetailsConversion.FromWire(details, task.Name));
}
