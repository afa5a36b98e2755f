using Landfall.Local.Engine.Turns;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Storage;

/// <summary>One activity as it lies in its queue.</summary>
internal sealed record TaskRow(long Sequence, string Queue, int Deliveries, ActivityRequest Request);

/// <summary>Writes the end of an activity's delivery. Runs on the writer thread only.</summary>
internal static class ActivityWriter
{
    /// <summary>Takes the task off its queue and sends the answer to the execution that asked for it.</summary>
    public static bool Complete(Session session, TaskRow task, ActivityResponse response, DateTimeOffset now)
    {
        if (session.Database.Execute("DELETE FROM Tasks WHERE sequence=$1", task.Sequence) == 0) return false;
        var answer = Events.At(now);
        if (response.FailureDetails is null)
            answer.TaskCompleted = new TaskCompletedEvent
            {
                TaskScheduledId = task.Request.TaskId,
                Result = response.Result
            };
        else
            answer.TaskFailed = new TaskFailedEvent
            {
                TaskScheduledId = task.Request.TaskId,
                FailureDetails = response.FailureDetails
            };
        var instance = task.Request.OrchestrationInstance;
        return session.Deliver(new Message(instance.InstanceId, answer, instance.ExecutionId), now);
    }

    /// <summary>Puts the task back, later each time; after too many crashes it fails for good.</summary>
    public static void Abandon(
        Session session, TaskRow task, bool counts, bool workerGone, TaskHubOptions options, DateTimeOffset now)
    {
        var deliveries = task.Deliveries + (counts ? 1 : 0);
        if (deliveries >= options.MaxDeliveries)
        {
            var failure = Events.Failure(
                "PoisonedActivity",
                $"Activity '{task.Request.Name}' ended {deliveries} workers without an answer and is given up.",
                retriable: false);
            options.Log(
                $"activity '{task.Request.Name}' of '{task.Request.OrchestrationInstance.InstanceId}' is poison");
            Complete(session, task, new ActivityResponse { FailureDetails = failure }, now);
            return;
        }
        var pause = counts ? BackOff.After(deliveries, options) : workerGone ? TimeSpan.Zero : options.FirstBackOff;
        var visible = (now + pause).UtcTicks;
        session.Database.Execute(
            "UPDATE Tasks SET deliveries=$2, visible=$3 WHERE sequence=$1", task.Sequence, deliveries, visible);
        session.WakeAt(visible);
    }
}
