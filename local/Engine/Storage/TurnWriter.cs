using Google.Protobuf.WellKnownTypes;
using Landfall.Local.Engine.Turns;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Storage;

/// <summary>Writes what a turn, an activity or a client changed. Runs on the writer thread only.</summary>
internal static class TurnWriter
{
    /// <summary>
    /// False when the instance was replaced or ended meanwhile: the answer came too late and is dropped.
    /// </summary>
    public static bool Write(Session session, Turn turn, TurnOutcome outcome, string? customStatus, DateTimeOffset now)
    {
        var row = session.Find(turn.Instance.Id);
        if (row is null || row.IsTerminal || row.Execution != turn.Instance.Execution) return false;
        session.Consume(turn.Consumed);
        if (outcome.Next is { } next)
            Renew(session, row, next, customStatus, now);
        else
        {
            session.Append(row.Id, turn.Past.Count, outcome.History);
            row.State.CustomStatus = customStatus ?? row.State.CustomStatus;
            if (outcome.Ended is { } ended) End(session, row, ended, now);
            else session.Update(row with { Status = outcome.Status, Deliveries = 0 }, now);
        }
        foreach (var task in outcome.Tasks) session.Enqueue(task, now);
        foreach (var message in outcome.Messages) Deliver(session, message, now);
        foreach (var child in outcome.Children) StartChild(session, child, now);
        if (outcome.EndChildren) EndChildren(session, row.Id, outcome.Ended!.Result, now);
        return true;
    }

    /// <summary>Marks an instance ended, empties its inbox and tells its parent.</summary>
    public static void End(Session session, InstanceRow row, ExecutionCompletedEvent ended, DateTimeOffset now)
    {
        row.State.Output = ended.Result;
        row.State.FailureDetails = ended.FailureDetails;
        row.State.CompletedTimestamp = Timestamp.FromDateTimeOffset(now);
        session.Update(row with { Status = ended.OrchestrationStatus, Deliveries = 0 }, now);
        session.Database.Execute("DELETE FROM Inbox WHERE id=$1", row.Id);
        if (row.Parent is not { } parent) return;
        var answer = Events.ChildEnded(
            now, parent.TaskScheduledId, ended.OrchestrationStatus, ended.Result, ended.FailureDetails);
        session.Deliver(
            new Message(
                parent.OrchestrationInstance.InstanceId, answer, parent.OrchestrationInstance.ExecutionId), now);
    }

    /// <summary>Ends an instance without its code: for instances that never ran, and for poisoned ones.</summary>
    public static void EndAtOnce(
        Session session, InstanceRow row, OrchestrationStatus status, string? result, TaskFailureDetails? failure,
        DateTimeOffset now)
    {
        var completed = Events.Completed(now, -1, status, result, failure);
        var next = (int)(session.Database.Scalar<long>("SELECT COUNT(*) FROM History WHERE id=$1", row.Id));
        session.Append(row.Id, next, [completed]);
        End(session, row, completed.ExecutionCompleted, now);
    }

    public static void Terminate(Session session, InstanceRow row, string? reason, bool recursive, DateTimeOffset now)
    {
        if (row.Status == OrchestrationStatus.Pending)
            EndAtOnce(session, row, OrchestrationStatus.Terminated, reason, null, now);
        else
            session.Deliver(new Message(row.Id, Events.Terminated(now, reason, recursive)), now);
    }

    private static void EndChildren(Session session, string parent, string? reason, DateTimeOffset now)
    {
        var children = session.Database.Query(
            $"SELECT {InstanceRow.Columns} FROM Instances WHERE parent=$1", InstanceRow.Read, parent);
        foreach (var child in children.Where(c => !c.IsTerminal))
            Terminate(session, child, reason, recursive: true, now);
    }

    // An orchestrator may terminate one that never ran: such an instance has no code to hand the message to.
    private static void Deliver(Session session, Message message, DateTimeOffset now)
    {
        if (message.Event.ExecutionTerminated is { } end
            && session.Find(message.Target) is { IsTerminal: false } target)
            Terminate(session, target, end.Input, end.Recurse, now);
        else
            session.Deliver(message, now);
    }

    private static void Renew(
        Session session, InstanceRow row, ExecutionStartedEvent next, string? customStatus, DateTimeOffset now)
    {
        var database = session.Database;
        database.Execute("DELETE FROM History WHERE id=$1", row.Id);
        database.Execute("DELETE FROM Inbox WHERE id=$1 AND execution=$2", row.Id, row.Execution);
        var state = Session.NewState(next, OrchestrationStatus.Running, now);
        state.CustomStatus = customStatus ?? row.State.CustomStatus;
        session.Update(
            row with
            {
                Execution = next.OrchestrationInstance.ExecutionId,
                Status = OrchestrationStatus.Running,
                Deliveries = 0,
                State = state
            },
            now);
        session.Renewed(next, now);
    }

    /// <summary>
    /// A child whose id belongs to a living instance cannot start; its parent is told so instead of waiting for ever.
    /// </summary>
    private static void StartChild(Session session, ExecutionStartedEvent child, DateTimeOffset now)
    {
        var id = child.OrchestrationInstance.InstanceId;
        var existing = session.Find(id);
        if (existing is { IsTerminal: false })
        {
            if (child.ParentInstance is not { } parent) return;
            var failure = Events.Failure(
                "OrchestrationAlreadyExists",
                $"A sub-orchestration cannot start as '{id}': an instance with this id is {existing.Status}.",
                retriable: false);
            var answer = Events.ChildEnded(now, parent.TaskScheduledId, OrchestrationStatus.Failed, null, failure);
            session.Deliver(
                new Message(parent.OrchestrationInstance.InstanceId, answer, parent.OrchestrationInstance.ExecutionId),
                now);
            return;
        }
        if (existing is not null) session.Delete(id);
        session.Insert(child, now);
    }
}
