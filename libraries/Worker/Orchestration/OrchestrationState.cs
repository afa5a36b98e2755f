using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>Where one execution stands in the middle of a replay.</summary>
internal sealed class OrchestrationState(DataConverter converter)
{
    private readonly List<HistoryEvent> _arrivedAfterContinue = [];

    public PendingActions Actions { get; } = new();

    public Dictionary<int, OpenTask> OpenTasks { get; } = [];

    public EventInbox Events { get; } = new(converter);

    public DateTime Now { get; set; } = DateTime.UnixEpoch;

    public bool IsReplaying { get; set; }

    public bool IsCompleted { get; private set; }

    public string? CustomStatus { get; set; }

    /// <summary>Set once the orchestrator asked to start over; the last call wins.</summary>
    public ContinueAsNewOptions? ContinueAsNew { get; set; }

    /// <summary>Events the next execution gets: unread ones, unless unwanted, and those that came too late to be read.</summary>
    public IEnumerable<HistoryEvent> Carried =>
        ContinueAsNew is { PreserveUnprocessedEvents: true }
            ? Events.Unread.Concat(_arrivedAfterContinue)
            : _arrivedAfterContinue;

    /// <summary>The first completion counts. What was held back while suspended stays undone.</summary>
    public void CompleteWith(CompleteOrchestrationAction outcome)
    {
        if (IsCompleted)
            return;

        IsCompleted = true;
        Actions.Add(new OrchestratorAction { CompleteOrchestration = outcome });
    }

    public OpenTask Open(OrchestratorAction action, string name)
    {
        var task = new OpenTask(Actions.Add(action), name);
        OpenTasks.Add(task.Id, task);
        return task;
    }

    /// <summary>Null when nothing of that id is open: the answer came twice, or nobody waits for it any more.</summary>
    public OpenTask? Close(int id) => OpenTasks.Remove(id, out var task) ? task : null;

    public void Raise(HistoryEvent raised)
    {
        if (ContinueAsNew is null)
            Events.Raise(raised);
        else
            _arrivedAfterContinue.Add(raised);
    }
}
