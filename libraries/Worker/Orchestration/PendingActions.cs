using Landfall.Worker.Protobuf;
using static Landfall.Worker.Protobuf.OrchestratorAction;

namespace Landfall.Worker;

/// <summary>
/// What the code has asked for and the history does not hold yet. Ids count every request in the order of the calls,
/// so a history and a replay that disagree are noticed here.
/// </summary>
internal sealed class PendingActions
{
    private readonly SortedDictionary<int, OrchestratorAction> _actions = [];
    private readonly SortedDictionary<int, OrchestratorAction> _heldBack = [];
    private int _nextId;

    public IEnumerable<OrchestratorAction> InOrder => _actions.Values;

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
    public void Confirm(int id, OrchestratorActionTypeOneofCase kind, string name, Func<OrchestratorAction, string> nameOf)
    {
        var earlier = $"{kind} '{name}' with sequence number {id}";
        if (!_actions.TryGetValue(id, out var action) && !_heldBack.TryGetValue(id, out action))
            throw Disagree(earlier, "this replay has not scheduled it");

        if (action.OrchestratorActionTypeCase != kind)
            throw Disagree(earlier, $"this replay scheduled {action.OrchestratorActionTypeCase} there");

        if (!string.Equals(nameOf(action), name, StringComparison.OrdinalIgnoreCase))
            throw Disagree(earlier, $"this replay scheduled '{nameOf(action)}' there");

        _actions.Remove(id);
        _heldBack.Remove(id);
    }

    private static NonDeterministicOrchestrationException Disagree(string earlier, string now) => new(
        $"The orchestration is not deterministic: an earlier turn scheduled {earlier}, but {now}. "
        + "Was the orchestrator changed while instances were under way? Give the change a new version.");

    private static void Move(
        SortedDictionary<int, OrchestratorAction> from, SortedDictionary<int, OrchestratorAction> to)
    {
        foreach (var (id, action) in from)
            to.Add(id, action);
        from.Clear();
    }
}
