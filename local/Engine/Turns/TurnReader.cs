using Landfall.Local.Engine.Storage;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Turns;

/// <summary>What reading an instance's inbox found: a turn to run, or only rows to throw away.</summary>
internal readonly record struct TurnRead(Turn? Turn, IReadOnlyList<long> Dropped);

/// <summary>Reads the next turn of an instance and leaves out messages that no longer concern it.</summary>
internal static class TurnReader
{
    public static TurnRead Read(Database database, string id, DateTimeOffset now, int limit)
    {
        database.Execute("BEGIN");
        try
        {
            var instance = InstanceRow.Find(database, id);
            var inbox = database.Query(
                "SELECT sequence, execution, event FROM Inbox WHERE id=$1 AND visible<=$2 "
                + "ORDER BY rank, visible, sequence LIMIT $3",
                row => (Sequence: row.GetInt64(0), Execution: row.IsDBNull(1) ? null : row.GetString(1),
                    Event: HistoryEvent.Parser.ParseFrom((byte[])row[2])),
                id, now.UtcTicks, limit);
            List<long> consumed = [.. inbox.Select(m => m.Sequence)];
            if (instance is null || instance.IsTerminal) return new TurnRead(null, consumed);

            var past = History(database, id);
            var started = past.FirstOrDefault(e => e.ExecutionStarted is not null)?.ExecutionStarted;
            var answered = past.Select(Answer).OfType<(char, int)>().ToHashSet();
            List<HistoryEvent> fresh = [Events.TurnStarted(now)];
            foreach (var (_, execution, message) in inbox)
            {
                if (execution is not null && execution != instance.Execution) continue;
                if (message.ExecutionStarted is not null && started is not null) continue;
                if (Answer(message) is { } answer && !answered.Add(answer)) continue;
                started ??= message.ExecutionStarted;
                fresh.Add(message);
            }
            return started is null || fresh.Count == 1
                ? new TurnRead(null, consumed)
                : new TurnRead(new Turn(instance, started, past, fresh, consumed), []);
        }
        finally
        {
            database.Execute("COMMIT");
        }
    }

    public static List<HistoryEvent> History(Database database, string id) => database.Query(
        "SELECT event FROM History WHERE id=$1 ORDER BY sequence",
        row => HistoryEvent.Parser.ParseFrom((byte[])row[0]), id);

    // Letters tell apart the kinds that share one number range, so that a timer never hides a task.
    private static (char, int)? Answer(HistoryEvent message) => message.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskCompleted => ('t', message.TaskCompleted.TaskScheduledId),
        HistoryEvent.EventTypeOneofCase.TaskFailed => ('t', message.TaskFailed.TaskScheduledId),
        HistoryEvent.EventTypeOneofCase.TimerFired => ('z', message.TimerFired.TimerId),
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted =>
            ('s', message.SubOrchestrationInstanceCompleted.TaskScheduledId),
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed =>
            ('s', message.SubOrchestrationInstanceFailed.TaskScheduledId),
        _ => null
    };
}
