using System.Text.Json;

namespace Landfall.Orchestrations;

/// <summary>
/// Events of one kind, one by one. The wait stays open from look to look: a wait that was given up would swallow the next
/// event. What cannot be read as <typeparamref name="T"/> is logged and dropped: anybody may send anything to an instance,
/// and that must not end it.
/// </summary>
internal sealed class Inbox<T>(TaskOrchestrationContext context, string name)
    where T : class
{
    private Task<T?>? waiting;

    /// <summary>Completes with the next event; stays the same task until that is taken.</summary>
    public Task Arrival => waiting ??= Readable();

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

    /// <summary>The next event that has a payload and can be read.</summary>
    private async Task<T?> Readable()
    {
        while (true)
        {
            try
            {
                if (await context.WaitForExternalEvent<T?>(name) is { } read)
                    return read;
            }
            catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
            {
                Log.Unreadable(context.CreateReplaySafeLogger(name), context.InstanceId, name, unreadable.Message);
            }
        }
    }
}
