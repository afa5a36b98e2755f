using Landfall.Local.Engine.Storage;
using Landfall.Local.Engine.Turns;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Dispatch;

/// <summary>Runs single deliveries from reading to commit. Nothing escapes: a failure puts the item back.</summary>
internal sealed class Deliveries(TaskHubOptions options, ReaderPool readers)
{
    private long _turns;
    private long _activities;

    /// <summary>Turns handed to workers since the hub was opened, repeated ones included.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>Activities handed to workers since the hub was opened, repeated ones included.</summary>
    public long Activities => Interlocked.Read(ref _activities);

    /// <summary>Set once by the hub, which owns both sides.</summary>
    public Journal Journal { get; set; } = null!;

    /// <summary>Runs a turn; the result is how long the instance has to rest before the next try.</summary>
    public async Task<TimeSpan> Turn(Registration registration, string id)
    {
        try
        {
            var read = readers.Read(d => TurnReader.Read(d, id, Now, options.MaxMessagesPerTurn));
            if (read.Turn is not { } turn)
            {
                if (read.Dropped.Count > 0) await Journal.Write(s => s.Consume(read.Dropped));
                return TimeSpan.Zero;
            }
            if (!registration.Listener.TakesVersion(turn.Started.Version ?? "")) return LeaveForAnother(registration, turn);
            try
            {
                Interlocked.Increment(ref _turns);
                var response = await Guard(registration, cancel =>
                    registration.Listener.RunTurn(turn.ToRequest(), NewToken(), cancel));
                var outcome = TurnDecision.Decide(turn, response, Now);
                outcome.FireEarly(options.TimersFireEarlyBy);
                var written = await Journal.Write(s =>
                    TurnWriter.Write(s, turn, outcome, response.CustomStatus, Now));
                if (!written) options.Log($"answer of '{id}' came too late and is dropped");
                return TimeSpan.Zero;
            }
            catch (Exception reason) when (reason is not ObjectDisposedException)
            {
                return await Abandon(registration, turn, reason);
            }
        }
        catch (Exception broken)
        {
            // The hub is closing, or its file cannot be read or written: the row is untouched and is read again later.
            options.Log($"turn of '{id}' was not committed: {broken.Message}");
            return options.FirstBackOff;
        }
    }

    /// <summary>Runs one activity.</summary>
    public async Task Activity(Registration registration, TaskRow task)
    {
        try
        {
            try
            {
                Interlocked.Increment(ref _activities);
                var response = await Guard(registration, cancel =>
                    registration.Listener.RunActivity(task.Request, NewToken(), cancel));
                await Journal.Write(s => ActivityWriter.Complete(s, task, response, Now));
            }
            catch (Exception reason) when (reason is not ObjectDisposedException)
            {
                await Journal.Write(s => ActivityWriter.Abandon(
                    s, task, Counts(reason), registration.Closed, options, Now));
            }
        }
        catch (Exception broken)
        {
            options.Log($"activity '{task.Request.Name}' was not committed: {broken.Message}");
        }
    }

    private static async Task<T> Guard<T>(Registration registration, Func<CancellationToken, Task<T>> run)
    {
        var work = run(registration.Gone);
        // A worker that ignores its cancellation must not hold the item: its late answer finds no one waiting.
        return await work.WaitAsync(registration.Gone);
    }

    private TimeSpan LeaveForAnother(Registration registration, Turn turn)
    {
        options.Log(
            $"'{turn.Instance.Id}' has version '{turn.Started.Version}', which '{registration.Listener.Name}' does not take: "
            + "it waits for an app that does");
        return options.MaxBackOff;
    }

    private async Task<TimeSpan> Abandon(Registration registration, Turn turn, Exception reason)
    {
        var counts = Counts(reason);
        var deliveries = turn.Instance.Deliveries + (counts ? 1 : 0);
        options.Log($"turn of '{turn.Instance.Id}' was put back: {reason.Message}");
        if (counts) await Journal.Write(s => Count(s, turn, deliveries, reason.Message));
        if (counts) return BackOff.After(deliveries, options);
        return registration.Closed ? TimeSpan.Zero : options.FirstBackOff;
    }

    private void Count(Session session, Turn turn, int deliveries, string reason)
    {
        var row = session.Find(turn.Instance.Id);
        if (row is null || row.IsTerminal || row.Execution != turn.Instance.Execution) return;
        if (deliveries < options.MaxDeliveries)
        {
            session.Update(row with { Deliveries = deliveries }, Now);
            return;
        }
        var failure = Events.Failure(
            "PoisonedOrchestration",
            $"Orchestration '{row.State.Name}' ended {deliveries} workers without an answer. The last one: {reason}",
            retriable: false);
        TurnWriter.EndAtOnce(session, row, OrchestrationStatus.Failed, failure.ErrorMessage, failure, Now);
    }

    private static bool Counts(Exception reason) => reason switch
    {
        WorkAbandonedException abandoned => abandoned.Counts,
        OperationCanceledException => false,
        _ => true
    };

    private DateTimeOffset Now => options.Clock.GetUtcNow();

    private static string NewToken() => Guid.NewGuid().ToString("N");
}
