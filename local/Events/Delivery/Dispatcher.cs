using Microsoft.Extensions.Logging;

namespace Landfall.Local.Events;

/// <summary>Takes what is due from the queue and sends it, a bounded number at a time.</summary>
internal sealed class Dispatcher(
    DeliveryStore store, EventSender sender, DeadLetterFolder folder, RetrySchedule schedule, TimeProvider time,
    ILogger log)
    : IAsyncDisposable
{
    private const int MostAtOnce = 16;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim news = new(0);
    private readonly Lock gate = new();
    private readonly HashSet<long> inFlight = [];
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(() => LoopAsync(stop.Token));

    /// <summary>Says that something was queued, or that room became free.</summary>
    public void Wake() => news.Release();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
    }

    private async Task LoopAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await WaitAsync(await LookAsync(cancel), cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // What was in flight is still in the queue and is sent again by the next life: at least once.
            while (Busy() > 0)
                await news.WaitAsync(CancellationToken.None);
        }
    }

    private async Task<DateTimeOffset?> LookAsync(CancellationToken cancel)
    {
        try
        {
            return await StartDueAsync(cancel);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // The queue could not be read (disk full, for example). It is looked at again; nothing in it is lost.
            log.QueueNotRead(failed);
            return time.GetUtcNow() + AfterFailure;
        }
    }

    /// <returns>When the first delivery that could not be started yet is due; null when there is none.</returns>
    private async Task<DateTimeOffset?> StartDueAsync(CancellationToken cancel)
    {
        HashSet<long> busy;
        lock (gate)
            busy = [.. inFlight];
        var room = MostAtOnce - busy.Count;
        if (room == 0)
            return null;

        foreach (var delivery in await store.NextAsync(room, busy))
        {
            if (delivery.Due > time.GetUtcNow())
                return delivery.Due;
            lock (gate)
                inFlight.Add(delivery.Id);
            _ = DeliverAsync(delivery, cancel);
        }

        // A full batch may hide more; each finished delivery wakes the loop again.
        return null;
    }

    private async Task WaitAsync(DateTimeOffset? next, CancellationToken cancel)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var signal = news.WaitAsync(timer.Token);
        if (next is { } due)
        {
            var wait = due - time.GetUtcNow();
            var elapsed = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, time, timer.Token);
            // The clock may have moved between reading it and setting the timer.
            if (time.GetUtcNow() < due)
                await Task.WhenAny(signal, elapsed);
        }
        else
        {
            await signal;
        }

        await timer.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        while (news.Wait(0, CancellationToken.None))
        {
            // Many signals mean one look.
        }
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken cancel)
    {
        try
        {
            var result = await sender.SendAsync(delivery, cancel);
            var end = DeliveryDecision.Of(
                delivery, result, schedule, time.GetUtcNow(), Random.Shared.NextDouble());
            await SettleAsync(delivery, end);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping: the delivery stays queued.
        }
        catch (Exception failed)
        {
            // The queue could not be written (disk full, for example): the delivery stays due and is tried again.
            log.DeliveryNotSettled(delivery.Event.Id, delivery.Subscription.Name, failed);
        }
        finally
        {
            lock (gate)
                inFlight.Remove(delivery.Id);
            news.Release();
        }
    }

    private async Task SettleAsync(Delivery delivery, DeliveryEnd end)
    {
        switch (end)
        {
            case DeliveryEnd.Done:
                await store.DoneAsync(delivery);
                break;
            case DeliveryEnd.Retry retry:
                log.DeliveryFailed(delivery.Event.Id, delivery.Subscription.Name, retry.Outcome, retry.Due);
                await store.RetryAsync(delivery, retry);
                break;
            case DeliveryEnd.Dead dead:
                log.DeliveryGivenUp(delivery.Event.Id, delivery.Subscription.Name, dead.Reason, dead.Outcome);
                var letter = await store.DieAsync(delivery, dead);
                await folder.WriteAsync(delivery.Subscription, letter);
                break;
        }
    }

    private int Busy()
    {
        lock (gate)
            return inFlight.Count;
    }
}
