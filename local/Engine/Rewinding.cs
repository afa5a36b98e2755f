using Landfall.Local.Engine.Storage;
using Landfall.Local.Engine.Turns;
using Landfall.Worker.Protobuf;
using Kind = Landfall.Worker.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace Landfall.Local.Engine;

/// <summary>
/// Takes a failed instance back to before what failed it, and lets it go on: its history loses the failures, and whatever
/// they answered is done again. Children that failed are rewound with it.
/// </summary>
/// <remarks>
/// The execution keeps its id. A late answer from before is then taken for the repeated task's; it is the answer of the
/// same task to the same input, which at-least-once allows.
/// </remarks>
internal static class Rewinding
{
    public static void One(Session session, string id, string? reason, DateTimeOffset now)
    {
        var row = session.Find(id) ?? throw TaskHub.NotFound(id);
        if (row.Status != OrchestrationStatus.Failed)
            throw new TaskHubException(
                TaskHubError.FailedPrecondition,
                $"Only a failed orchestration can be rewound, but the orchestration with instance ID {id} is {row.Status}.");
        Rewind(session, row, reason, now);
    }

    private static void Rewind(Session session, InstanceRow row, string? reason, DateTimeOffset now)
    {
        var past = TurnReader.History(session.Database, row.Id);
        var waiting = Children(session, past, reason, now);
        session.Database.Execute("DELETE FROM History WHERE id=$1", row.Id);
        session.Database.Execute("DELETE FROM Tasks WHERE id=$1", row.Id);
        session.Append(row.Id, 0, Kept(past, waiting));

        (row.State.Output, row.State.FailureDetails, row.State.CompletedTimestamp) = (null, null, null);
        session.Update(row with { Status = OrchestrationStatus.Running, Deliveries = 0 }, now);
        var message = Events.At(now);
        message.ExecutionRewound = new ExecutionRewoundEvent { Reason = reason, InstanceId = row.Id };
        session.Deliver(new Message(row.Id, message), now);
    }

    /// <summary>Rewinds the children whose failure is taken back.</summary>
    /// <returns>The actions whose children will answer: those go on, all others are started anew.</returns>
    private static HashSet<int> Children(
        Session session, List<HistoryEvent> past, string? reason, DateTimeOffset now)
    {
        var answering = new HashSet<int>();
        var completed = past.Where(e => e.EventTypeCase == Kind.SubOrchestrationInstanceCompleted)
            .Select(e => e.SubOrchestrationInstanceCompleted.TaskScheduledId).ToHashSet();
        foreach (var made in past.Where(e => e.EventTypeCase == Kind.SubOrchestrationInstanceCreated))
        {
            if (completed.Contains(made.EventId))
                continue;

            var child = session.Find(made.SubOrchestrationInstanceCreated.InstanceId);
            if (child is { Status: OrchestrationStatus.Failed })
                Rewind(session, child, reason, now);
            if (child is { IsTerminal: false } or { Status: OrchestrationStatus.Failed })
                answering.Add(made.EventId);
        }

        return answering;
    }

    /// <summary>
    /// Without failures, and without what they or nothing answered: its answer, if it came after the end, was thrown away.
    /// A failure that the code itself has tried again stays, because the attempts after it follow from it.
    /// </summary>
    private static List<HistoryEvent> Kept(List<HistoryEvent> past, HashSet<int> answering)
    {
        var retried = Retried(past);
        var done = past.Select(Answered).OfType<(char, int)>().ToHashSet();
        done.UnionWith(retried.Select(id => ('t', id)));
        return [.. past.Where(e => e.EventTypeCase switch
        {
            Kind.ExecutionCompleted or Kind.SubOrchestrationInstanceFailed => false,
            Kind.TaskFailed => retried.Contains(e.TaskFailed.TaskScheduledId),
            Kind.TaskScheduled => done.Contains(('t', e.EventId)),
            Kind.TimerCreated => done.Contains(('z', e.EventId)),
            Kind.SubOrchestrationInstanceCreated => done.Contains(('s', e.EventId)) || answering.Contains(e.EventId),
            _ => true,
        })];
    }

    private static (char, int)? Answered(HistoryEvent e) => e.EventTypeCase switch
    {
        Kind.TaskCompleted => ('t', e.TaskCompleted.TaskScheduledId),
        Kind.TimerFired => ('z', e.TimerFired.TimerId),
        Kind.SubOrchestrationInstanceCompleted => ('s', e.SubOrchestrationInstanceCompleted.TaskScheduledId),
        _ => null,
    };

    /// <summary>Failed tasks after which the same task with the same input was scheduled again.</summary>
    private static HashSet<int> Retried(List<HistoryEvent> past)
    {
        var last = past.Where(e => e.EventTypeCase == Kind.TaskScheduled)
            .GroupBy(e => (e.TaskScheduled.Name, e.TaskScheduled.Input))
            .ToDictionary(same => same.Key, same => same.Max(e => e.EventId));
        var scheduled = past.Where(e => e.EventTypeCase == Kind.TaskScheduled).ToDictionary(e => e.EventId);
        return [.. past.Where(e => e.EventTypeCase == Kind.TaskFailed).Select(e => e.TaskFailed.TaskScheduledId)
            .Where(id => scheduled.TryGetValue(id, out var task)
                && last[(task.TaskScheduled.Name, task.TaskScheduled.Input)] > id)];
    }
}
