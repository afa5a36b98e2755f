using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Landfall.Local.Engine.Turns;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Storage;

/// <summary>The writes of one change, inside the writer's transaction.</summary>
internal sealed class Session(Database database, Effects effects)
{
    public Database Database => database;

    public InstanceRow? Find(string id) => InstanceRow.Find(database, id);

    /// <summary>Adds an instance in status PENDING with its start message.</summary>
    public void Insert(ExecutionStartedEvent started, DateTimeOffset now)
    {
        var id = started.OrchestrationInstance.InstanceId;
        var execution = started.OrchestrationInstance.ExecutionId;
        var state = NewState(started, OrchestrationStatus.Pending, now);
        database.Execute(
            "INSERT INTO Instances(id, execution, queue, status, created, parent, parentInfo, state) "
            + "VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
            id, execution, QueueKey.ForOrchestrator(started.Name).Name, (int)OrchestrationStatus.Pending, now.UtcTicks,
            state.ParentInstanceId, started.ParentInstance?.ToByteArray(), state.ToByteArray());
        Renewed(started, now, started.ScheduledStartTimestamp?.ToDateTimeOffset());
        effects.Instances.Add(id);
    }

    /// <summary>Puts the start message of an execution into its own inbox.</summary>
    public void Renewed(ExecutionStartedEvent started, DateTimeOffset now, DateTimeOffset? notBefore = null)
    {
        var message = Events.At(now);
        message.ExecutionStarted = started;
        var id = started.OrchestrationInstance.InstanceId;
        Post(id, QueueKey.ForOrchestrator(started.Name).Name,
            new Message(id, message, started.OrchestrationInstance.ExecutionId, notBefore, Rank: 0), now);
    }

    /// <summary>Delivers to an inbox. Messages for unknown or ended instances are dropped; false then.</summary>
    public bool Deliver(Message message, DateTimeOffset now)
    {
        var target = Find(message.Target);
        if (target is null || target.IsTerminal) return false;
        // Nothing may overtake a start that is planned for later.
        if (target is { Status: OrchestrationStatus.Pending, State.ScheduledStartTimestamp: { } planned }
            && message.VisibleAt is null)
            message = message with { VisibleAt = planned.ToDateTimeOffset() };
        Post(target.Id, target.Queue, message, now);
        return true;
    }

    public void Update(InstanceRow row, DateTimeOffset now)
    {
        row.State.OrchestrationStatus = row.Status;
        row.State.LastUpdatedTimestamp = Timestamp.FromDateTimeOffset(now);
        database.Execute(
            "UPDATE Instances SET execution=$2, status=$3, created=$4, completed=$5, deliveries=$6, state=$7 "
            + "WHERE id=$1",
            row.Id, row.Execution, (int)row.Status, row.State.CreatedTimestamp.ToDateTimeOffset().UtcTicks,
            row.State.CompletedTimestamp?.ToDateTimeOffset().UtcTicks, row.Deliveries, row.State.ToByteArray());
        effects.Instances.Add(row.Id);
    }

    public void Append(string id, int from, IReadOnlyList<HistoryEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
            database.Execute(
                "INSERT INTO History(id, sequence, event) VALUES($1,$2,$3)", id, from + i, events[i].ToByteArray());
    }

    public void Enqueue(ActivityRequest task, DateTimeOffset now)
    {
        var queue = QueueKey.ForActivity(task.Name);
        database.Execute(
            "INSERT INTO Tasks(id, execution, queue, visible, request) VALUES($1,$2,$3,$4,$5)",
            task.OrchestrationInstance.InstanceId, task.OrchestrationInstance.ExecutionId, queue.Name, now.UtcTicks,
            task.ToByteArray());
        effects.Queues.Add(queue);
    }

    public void Consume(IReadOnlyList<long> inbox)
    {
        foreach (var sequence in inbox) database.Execute("DELETE FROM Inbox WHERE sequence=$1", sequence);
    }

    /// <summary>Work that becomes visible later: the pump has to wake up for it.</summary>
    public void WakeAt(long ticks) => effects.NextVisible = Math.Min(effects.NextVisible, ticks);

    public int Delete(string id)
    {
        database.Execute("DELETE FROM History WHERE id=$1", id);
        database.Execute("DELETE FROM Inbox WHERE id=$1", id);
        database.Execute("DELETE FROM Tasks WHERE id=$1", id);
        effects.Instances.Add(id);
        return database.Execute("DELETE FROM Instances WHERE id=$1", id);
    }

    public static OrchestrationState NewState(
        ExecutionStartedEvent started, OrchestrationStatus status, DateTimeOffset now) => new()
        {
            InstanceId = started.OrchestrationInstance.InstanceId,
            ExecutionId = started.OrchestrationInstance.ExecutionId,
            Name = started.Name,
            Version = started.Version,
            Input = started.Input,
            OrchestrationStatus = status,
            ScheduledStartTimestamp = started.ScheduledStartTimestamp,
            CreatedTimestamp = Timestamp.FromDateTimeOffset(now),
            LastUpdatedTimestamp = Timestamp.FromDateTimeOffset(now),
            ParentInstanceId = started.ParentInstance?.OrchestrationInstance.InstanceId,
            Tags = { started.Tags }
        };

    private void Post(string id, string queue, Message message, DateTimeOffset now)
    {
        var visible = message.VisibleAt is { } later && later > now ? later : now;
        database.Execute(
            "INSERT INTO Inbox(id, execution, queue, visible, rank, event) VALUES($1,$2,$3,$4,$5,$6)",
            id, message.Execution, queue, visible.UtcTicks, message.Rank, message.Event.ToByteArray());
        if (visible > now) WakeAt(visible.UtcTicks);
        else effects.Queues.Add(new QueueKey(false, queue));
    }
}
