using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>
/// External events and who waits for them, by name without regard to case. The newest waiter is served first; an
/// event nobody waits for is kept until somebody does. A cancelled waiter is gone, so it swallows no event.
/// </summary>
internal sealed class EventInbox(DataConverter converter)
{
    private readonly Dictionary<string, List<IWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent> _unread = [];

    private interface IWaiter
    {
        Type PayloadType { get; }

        void Deliver(string? payload);
    }

    public bool HasWaiters => _waiters.Values.Any(waiters => waiters.Count > 0);

    public IReadOnlyList<HistoryEvent> Unread => _unread;

    public Task<T> Wait<T>(string name, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);

        var kept = _unread.FindIndex(e => string.Equals(e.EventRaised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (kept >= 0)
        {
            var payload = _unread[kept].EventRaised.Input;
            _unread.RemoveAt(kept);
            return Task.FromResult(converter.Deserialize<T>(payload)!);
        }

        return Enqueue<T>(name, cancellationToken);
    }

    public void Raise(HistoryEvent raised)
    {
        var name = raised.EventRaised.Name;
        if (_waiters.TryGetValue(name, out var waiting) && waiting.Count > 0)
        {
            var waiter = waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
            waiter.Deliver(raised.EventRaised.Input);
            return;
        }

        _unread.Add(raised);
    }

    private Task<T> Enqueue<T>(string name, CancellationToken cancellationToken)
    {
        if (!_waiters.TryGetValue(name, out var waiting))
            _waiters[name] = waiting = [];
        if (waiting.Count > 0 && waiting[0].PayloadType != typeof(T))
        {
            throw new ArgumentException(
                $"Event '{name}' is already awaited as {waiting[0].PayloadType}, so it cannot be awaited as {typeof(T)}.");
        }

        var waiter = new Waiter<T>(converter);
        waiting.Add(waiter);
        cancellationToken.Register(() =>
        {
            waiting.Remove(waiter);
            waiter.Cancel(cancellationToken);
        });
        return waiter.Task;
    }

    private sealed class Waiter<T>(DataConverter converter) : IWaiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Type PayloadType => typeof(T);
        public Task<T> Task => _source.Task;

        public void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);

        public void Deliver(string? payload)
        {
            T? value;
            try
            {
                value = converter.Deserialize<T>(payload);
            }
            catch (Exception failure)
            {
                _source.TrySetException(failure);
                return;
            }

            _source.TrySetResult(value!);
        }
    }
}
