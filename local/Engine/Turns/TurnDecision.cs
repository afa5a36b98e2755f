using Google.Protobuf.WellKnownTypes;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Turns;

/// <summary>
/// Turns a worker's answer into history and messages. Pure: same turn, answer and time, same outcome.
/// </summary>
internal static class TurnDecision
{
    private const string FireAndForget = "FireAndForget";

    private static readonly OrchestratorAction.OrchestratorActionTypeOneofCase[] Known =
    [
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask,
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer,
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration,
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent,
        OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration,
        OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration
    ];

    public static TurnOutcome Decide(Turn turn, OrchestratorResponse response, DateTimeOffset now)
    {
        response = Refuse(turn, response);
        var outcome = new TurnOutcome();
        outcome.History.AddRange(turn.New);
        var last = response.Actions.LastOrDefault(a => a.CompleteOrchestration is not null)?.CompleteOrchestration;
        var renews = last?.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew;
        foreach (var action in response.Actions) Apply(turn, action, renews, outcome, now);
        outcome.History.Add(Events.TurnCompleted(now));
        if (renews) Renew(turn, last!, outcome, now);
        outcome.Status = outcome.Ended?.OrchestrationStatus
            ?? (!renews && IsSuspended(turn) ? OrchestrationStatus.Suspended : OrchestrationStatus.Running);
        outcome.EndChildren = outcome.Ended is not null
            && turn.New.Any(e => e.ExecutionTerminated is { Recurse: true });
        return outcome;
    }

    private static void Apply(
        Turn turn, OrchestratorAction action, bool renews, TurnOutcome outcome, DateTimeOffset now)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                if (!renews) Schedule(turn, action, outcome, now);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                if (!renews) StartTimer(turn, action, outcome, now);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                StartChild(turn, action, outcome, now);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                Send(turn, action, renews, outcome, now);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration:
                var end = action.TerminateOrchestration;
                outcome.Messages.Add(new Message(end.InstanceId, Events.Terminated(now, end.Reason, end.Recurse)));
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                if (!renews) Complete(action, outcome, now);
                break;
        }
    }

    // An action that this hub cannot carry out ends the instance at once, as the real extension does: trying again
    // would bring the same answer.
    private static OrchestratorResponse Refuse(Turn turn, OrchestratorResponse response)
    {
        var (wrong, reason) = response.Actions
            .Select(action => (Action: action, Reason: Objection(action))).FirstOrDefault(a => a.Reason is not null);
        if (wrong is null) return response;
        var message = $"Orchestration '{turn.Instance.Id}' answered with action {wrong.Id} of kind "
            + $"'{wrong.OrchestratorActionTypeCase}', {reason}";
        return new OrchestratorResponse
        {
            InstanceId = response.InstanceId,
            CustomStatus = response.CustomStatus,
            Actions =
            {
                new OrchestratorAction
                {
                    Id = wrong.Id,
                    CompleteOrchestration = new CompleteOrchestrationAction
                    {
                        OrchestrationStatus = OrchestrationStatus.Failed, Result = message,
                        FailureDetails = Events.Failure("System.NotSupportedException", message, retriable: false)
                    }
                }
            }
        };
    }

    private static string? Objection(OrchestratorAction action) => action switch
    {
        _ when !Known.Contains(action.OrchestratorActionTypeCase) => "which this task hub does not support.",
        { CreateSubOrchestration.InstanceId: "" } =>
            "which names no instance id. The Durable extension accepts that, never completes it, and from then on every "
            + "turn of every instance in the hub is held up, also after a restart. Name an id.",
        _ => null
    };

    private static void Schedule(Turn turn, OrchestratorAction action, TurnOutcome outcome, DateTimeOffset now)
    {
        var task = action.ScheduleTask;
        var scheduled = Events.At(now, action.Id);
        scheduled.TaskScheduled = new TaskScheduledEvent
        {
            Name = task.Name,
            Version = task.Version,
            Input = task.Input,
            Tags = { task.Tags },
            ParentTraceContext = task.ParentTraceContext
        };
        outcome.History.Add(scheduled);
        outcome.Tasks.Add(new ActivityRequest
        {
            Name = task.Name,
            Version = task.Version,
            Input = task.Input,
            TaskId = action.Id,
            Tags = { task.Tags },
            ParentTraceContext = task.ParentTraceContext,
            OrchestrationInstance = Self(turn)
        });
    }

    private static void StartTimer(Turn turn, OrchestratorAction action, TurnOutcome outcome, DateTimeOffset now)
    {
        var fireAt = action.CreateTimer.FireAt;
        var created = Events.At(now, action.Id);
        created.TimerCreated = new TimerCreatedEvent { FireAt = fireAt };
        outcome.History.Add(created);
        var fired = Events.At(fireAt.ToDateTimeOffset());
        fired.TimerFired = new TimerFiredEvent { FireAt = fireAt, TimerId = action.Id };
        outcome.Messages.Add(
            new Message(turn.Instance.Id, fired, turn.Instance.Execution, fireAt.ToDateTimeOffset()));
    }

    private static void StartChild(Turn turn, OrchestratorAction action, TurnOutcome outcome, DateTimeOffset now)
    {
        var wanted = action.CreateSubOrchestration;
        var id = wanted.InstanceId;
        var detached = wanted.Tags.ContainsKey(FireAndForget);
        var child = new ExecutionStartedEvent
        {
            Name = wanted.Name,
            Version = wanted.Version,
            Input = wanted.Input,
            ParentTraceContext = wanted.ParentTraceContext,
            OrchestrationInstance = new OrchestrationInstance
            {
                InstanceId = id,
                ExecutionId = Guid.NewGuid().ToString("N")
            },
            ParentInstance = detached ? null : Parent(turn, action.Id),
            Tags = { turn.Started.Tags }
        };
        foreach (var (key, value) in wanted.Tags)
            if (key != FireAndForget) child.Tags[key] = value;
        var created = Events.At(now, action.Id);
        created.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent
        {
            InstanceId = id,
            Name = wanted.Name,
            Version = wanted.Version,
            Input = wanted.Input,
            Tags = { child.Tags }
        };
        outcome.History.Add(created);
        outcome.Children.Add(child);
    }

    private static void Send(
        Turn turn, OrchestratorAction action, bool renews, TurnOutcome outcome, DateTimeOffset now)
    {
        var send = action.SendEvent;
        var target = send.Instance.InstanceId;
        var sent = Events.At(now, action.Id);
        sent.EventSent = new EventSentEvent { InstanceId = target, Name = send.Name, Input = send.Data };
        outcome.History.Add(sent);
        // What an instance sends to itself while it renews was buffered by the old generation: it stays in front.
        var rank = renews && target == turn.Instance.Id ? 1 : 2;
        outcome.Messages.Add(new Message(target, Events.Raised(now, send.Name, send.Data), Rank: rank));
    }

    private static void Complete(OrchestratorAction action, TurnOutcome outcome, DateTimeOffset now)
    {
        if (outcome.Ended is not null) return;
        var end = action.CompleteOrchestration;
        var completed = Events.Completed(now, action.Id, end.OrchestrationStatus, end.Result, end.FailureDetails);
        outcome.History.Add(completed);
        outcome.Ended = completed.ExecutionCompleted;
    }

    private static void Renew(Turn turn, CompleteOrchestrationAction end, TurnOutcome outcome, DateTimeOffset now)
    {
        outcome.Next = turn.Started.Clone();
        outcome.Next.Input = end.Result;
        outcome.Next.Version = end.NewVersion ?? turn.Started.Version;
        outcome.Next.OrchestrationInstance.ExecutionId = Guid.NewGuid().ToString("N");
        outcome.Next.ScheduledStartTimestamp = null;
        foreach (var carried in end.CarryoverEvents)
        {
            carried.Timestamp ??= Timestamp.FromDateTimeOffset(now);
            outcome.Messages.Add(new Message(turn.Instance.Id, carried, Rank: 1));
        }
        outcome.History.Clear();
    }

    private static bool IsSuspended(Turn turn)
    {
        var last = turn.New.LastOrDefault(e => e.ExecutionSuspended is not null || e.ExecutionResumed is not null);
        return last is null
            ? turn.Instance.Status == OrchestrationStatus.Suspended
            : last.ExecutionSuspended is not null;
    }

    private static OrchestrationInstance Self(Turn turn) =>
        new() { InstanceId = turn.Instance.Id, ExecutionId = turn.Instance.Execution };

    private static ParentInstanceInfo Parent(Turn turn, int actionId) => new()
    {
        TaskScheduledId = actionId,
        Name = turn.Started.Name,
        Version = turn.Started.Version,
        OrchestrationInstance = Self(turn)
    };
}
