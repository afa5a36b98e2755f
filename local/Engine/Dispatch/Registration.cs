using Landfall.Local.Engine.Storage;

namespace Landfall.Local.Engine.Dispatch;

/// <summary>A listener while it is connected, with what it has under way.</summary>
internal sealed class Registration(WorkListener listener) : IDisposable
{
    private readonly HashSet<string>? _orchestrators = Lower(listener.Orchestrators);
    private readonly HashSet<string>? _activities = Lower(listener.Activities);
    private readonly CancellationTokenSource _gone = new();
    private int _turns;
    private int _tasks;

    public WorkListener Listener => listener;

    public CancellationToken Gone => _gone.Token;

    public bool Closed { get; private set; }

    /// <summary>Deliveries under way; changed under the dispatcher's gate.</summary>
    public HashSet<Task> Running { get; } = [];

    public bool Accepts(QueueKey queue)
    {
        var names = queue.Activity ? _activities : _orchestrators;
        return !Closed && (names is null || names.Contains(queue.Name));
    }

    public bool HasRoom(bool activity) =>
        activity ? _tasks < listener.MaxActivities : _turns < listener.MaxOrchestrations;

    public void Take(bool activity)
    {
        if (activity) _tasks++;
        else _turns++;
    }

    public void Return(bool activity)
    {
        if (activity) _tasks--;
        else _turns--;
    }

    public void Close()
    {
        Closed = true;
        _gone.Cancel();
    }

    public void Dispose() => _gone.Dispose();

    private static HashSet<string>? Lower(IReadOnlyCollection<string>? names) =>
        names?.Select(n => n.ToLowerInvariant()).ToHashSet();
}
