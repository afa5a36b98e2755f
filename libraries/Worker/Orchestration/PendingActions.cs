using Landfall.Worker.Protobuf;
using static Landfall.Worker.Protobuf.OrchestratorAction;

namespace Landfall.Worker;

/// <summary>
/// What the code has asked for and the history does not hold yet. Ids count every request in the order of the calls,
/// so a history and a replay that disagree are noticed here.
/// </summary>
internal sealed class PendingActions
{
    private readonly Dictionary<int, OrchestratorAction> _actions = [];
    private readonly Dictionary<int, OrchestratorAction> _heldBack = [];
    private int _nextId;

    public IEnumerable<OrchestratorAction> InOrder => _actions.Values.OrderBy(action => action.Id);

    public bool IsEmpty => _actions.Count == 0 && _heldBack.Count == 0;

    public int Add(OrchestratorAction action)
    {
        action.Id = _nextId++;
        _actions.Add(action.Id, action);
        return action.Id;
    }

    public void Clear()
    {
        _actions.Clear();
        _heldBack.Clear();
    }

    public void HoldBack() => Move(_actions, _heldBack);

    public void Release() => Move(_heldBack, _actions);

    /// <exception cref="NonDeterministicOrchestrationException">The code did not ask for this.</exception>
    public void Confirm(int id, OrchestratorActionTypeOneofCase kind, string name)
    {
        if (!_actions.Remove(id, out var action) && !_heldBack.Remove(id, out action))
            throw Disagree(id, kind, name, "scheduled nothing there");

        var found = action.OrchestratorActionTypeCase;
        if (found != kind || !string.Equals(NameOf(action), name, StringComparison.OrdinalIgnoreCase))
            throw Disagree(id, kind, name, $"scheduled {Words(found, NameOf(action))} there");
    }

    private static NonDeterministicOrchestrationException Disagree(
        int id, OrchestratorActionTypeOneofCase kind, string name, string now) => new(
        $"The orchestration is not deterministic: at sequence number {id} an earlier turn scheduled {Words(kind, name)}, "
        + $"but this replay {now}. "
        + "Was the orchestrator changed while instances were under way? Give the change a new version.");

    private static string NameOf(OrchestratorAction action) => action switch
    {
        { ScheduleTask: { } task } => task.Name,
        { CreateSubOrchestration: { } child } => child.Name,
        { SendEvent: { } sent } => sent.Name,
        _ => "",
    };

    private static string Words(OrchestratorActionTypeOneofCase kind, string name) => kind switch
    {
        OrchestratorActionTypeOneofCase.ScheduleTask => $"activity '{name}'",
        OrchestratorActionTypeOneofCase.CreateSubOrchestration => $"sub-orchestration '{name}'",
        OrchestratorActionTypeOneofCase.SendEvent => $"event '{name}'",
        OrchestratorActionTypeOneofCase.CreateTimer => "a timer",
        OrchestratorActionTypeOneofCase.CompleteOrchestration => "its end",
        _ => kind.ToString(),
    };

    private static void Move(Dictionary<int, OrchestratorAction> from, Dictionary<int, OrchestratorAction> to)
    {
        foreach (var (id, action) in from)
            to.Add(id, action);
        from.Clear();
    }
}
