namespace Landfall.Worker;

/// <summary>Keeps every continuation of an orchestrator on the one thread that replays it.</summary>
internal sealed class TurnSynchronizationContext : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Whether something outside the turn tried to go on with the orchestrator.</summary>
    public bool WasLeft { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            _queue.Enqueue((d, state));
        else
            WasLeft = true;
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    public void Drain()
    {
        while (_queue.TryDequeue(out var item))
            item.Callback(item.State);
    }
}
