using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>One turn: feeds the history to the orchestrator event by event and collects what it asks for.</summary>
internal sealed class OrchestrationTurn
{
    private readonly OrchestratorRequest _request;
    private readonly Func<TaskName, OrchestratorFunction?> _find;
    private readonly OrchestrationSettings _settings;
    private readonly TurnSynchronizationContext _thread = new();
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private readonly OrchestrationState _state;
    private readonly ReplayingContext _context;

    private Task<object?>? _running;
    private bool _isSuspended;

    public OrchestrationTurn(
        OrchestratorRequest request, Func<TaskName, OrchestratorFunction?> find, OrchestrationSettings settings)
    {
        _request = request;
        _find = find;
        _settings = settings;
        _state = new OrchestrationState(settings.DataConverter);
        _context = new ReplayingContext(_state, settings, request);
    }

    public OrchestratorResponse Run()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_thread);
        try
        {
            FeedAll();
        }
        catch (Exception failure)
        {
            _state.Actions.Clear();
            _state.CompleteWith(OrchestrationOutcome.Failed(failure, _settings.IsTerminal));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        return Answer();
    }

    private void FeedAll()
    {
        _state.IsReplaying = true;
        foreach (var past in _request.PastEvents)
            Feed(past);

        _state.IsReplaying = false;
        foreach (var arrived in _request.NewEvents)
            Feed(arrived);

        Conclude();
    }

    private void Feed(HistoryEvent e)
    {
        if (_isSuspended && !PassesWhileSuspended(e))
            _whileSuspended.Enqueue(e);
        else
            Handle(e);

        _thread.Drain();
    }

    /// <summary>What only tells of the past or of the turn itself is not held back; what the code would see is.</summary>
    private static bool PassesWhileSuspended(HistoryEvent e) => e.EventTypeCase
        is HistoryEvent.EventTypeOneofCase.ExecutionResumed
        or HistoryEvent.EventTypeOneofCase.ExecutionTerminated
        or HistoryEvent.EventTypeOneofCase.ExecutionSuspended;

    private void Handle(HistoryEvent e)
    {
        switch (e.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.OrchestratorStarted:
                _state.Now = e.Timestamp?.ToDateTime() ?? _state.Now;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                Start(e.ExecutionStarted);
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                _isSuspended = true;
                _state.Actions.HoldBack();
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                Resume();
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionTerminated:
                _state.CompleteWith(OrchestrationOutcome.Terminated(e.ExecutionTerminated.Input));
                break;
            default:
                HistoryEvents.Apply(e, _state);
                break;
        }
    }

    private void Resume()
    {
        _isSuspended = false;
        _state.Actions.Release();
        while (!_isSuspended && _whileSuspended.TryDequeue(out var held))
            Feed(held);
    }

    private void Start(ExecutionStartedEvent started)
    {
        _context.Begin(started);
        if (_find(started.Name) is not { } orchestrator)
        {
            _state.CompleteWith(OrchestrationOutcome.NotFound(started.Name));
            return;
        }

        _running = Begin(orchestrator);
    }

    private async Task<object?> Begin(OrchestratorFunction orchestrator) => await orchestrator(_context);

    private void Conclude()
    {
        if (_isSuspended || _state.IsCompleted || _running is null || _state.OpenTasks.Count > 0)
            return;

        if (_running.IsCompleted && !_thread.WasLeft)
        {
            _state.CompleteWith(OrchestrationOutcome.Of(_context.Name, _running, _state, _settings));
        }
        else if (_thread.WasLeft || (!_state.Events.HasWaiters && _state.Actions.IsEmpty))
        {
            throw new InvalidOperationException(
                $"Orchestrator '{_context.Name}' waits for something that is not durable, so it would never go on. "
                + "Await only what the orchestration context returns; everything else belongs in an activity.");
        }
    }

    private OrchestratorResponse Answer()
    {
        var response = new OrchestratorResponse
        {
            InstanceId = _request.InstanceId,
            CustomStatus = _state.CustomStatus,
        };
        response.Actions.AddRange(_state.Actions.InOrder);
        return response;
    }
}
