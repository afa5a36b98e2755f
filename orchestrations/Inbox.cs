namespace Landfall.Orchestrations;

/// <summary>
/// Events of one kind, one by one. The wait stays open from look to look: a wait that was given up would swallow the next
/// event.
/// </summary>
internal sealed class Inbox<T>(TaskOrchestrationContext context, string name)
    where T : class
{
    private Task<T>? waiting;

    /// <summary>Completes with the next event; stays the same task until that is taken.</summary>
    public Task Arrival => waiting ??= context.WaitForExternalEvent<T>(name);

    /// <summary>
    /// Whether an event has arrived that was not taken. Starting over would lose it: only what nobody waited for is
    /// carried over.
    /// </summary>
    public bool HasArrived => Arrival.IsCompleted;

    /// <summary>The event that has arrived, or null.</summary>
    public T? Take()
    {
        if (!Arrival.IsCompleted)
            return null;

        var taken = waiting!.Result;
        waiting = null;
        return taken;
    }

    /// <summary>The next event, or null when <paramref name="time"/> is over first.</summary>
    public async Task<T?> Within(TimeSpan time)
    {
        if (!Arrival.IsCompleted && time > TimeSpan.Zero)
        {
            using var over = new CancellationTokenSource();
            await Task.WhenAny(Arrival, context.CreateTimer(time, over.Token));
            over.Cancel();
        }

        return Take();
    }
}
