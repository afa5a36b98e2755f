namespace Landfall.Local.Engine;

/// <summary>Callers that wait for an instance to change; told by commits, so nobody polls.</summary>
internal sealed class Waiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _waiting = [];

    /// <summary>The next change of an instance. Ask before reading it, so that no change falls between.</summary>
    public Task Next(string id)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(id, out var source))
                _waiting.Add(id, source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return source.Task;
        }
    }

    public void Changed(IEnumerable<string> ids)
    {
        lock (_gate)
            foreach (var id in ids)
                if (_waiting.Remove(id, out var source)) source.TrySetResult();
    }

    /// <summary>Ends every wait; the hub is closing.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var source in _waiting.Values)
                source.TrySetException(new ObjectDisposedException(nameof(TaskHub), "The task hub is closing."));
            _waiting.Clear();
        }
    }
}
