using Google.Protobuf.WellKnownTypes;
using Landfall.Worker.Protobuf;

namespace Landfall.Worker.Testing;

/// <summary>
/// Drives one orchestrator in memory, turn by turn, with the replay of the real worker: the test plays activities,
/// timers, children and events. Starting over begins a new execution at once, with what was carried over.
/// </summary>
public sealed class OrchestrationTestHarness
{
    private readonly OrchestratorFunction _function;
    private readonly OrchestrationSettings _settings;
    private readonly TaskName _name;
    private readonly List<HistoryEvent> _history = [];
    private readonly List<OrchestratorAction> _open = [];

    public OrchestrationTestHarness(
        TaskName name,
        OrchestratorFunction function,
        string instanceId = "test",
        DateTime? startsAt = null,
        OrchestrationSettings? settings = null)
    {
        _name = name;
        _function = function;
        _settings = settings ?? new OrchestrationSettings();
        InstanceId = instanceId;
        Now = startsAt ?? new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    }

    public string InstanceId { get; }

    /// <summary>The time of the next turn, UTC. Set it to let time pass without a timer.</summary>
    public DateTime Now { get; set; }

    /// <summary>How many times the orchestrator has started over.</summary>
    public int Generation { get; private set; }

    public OrchestrationRuntimeStatus Status { get; private set; } = OrchestrationRuntimeStatus.Pending;

    public string? SerializedOutput { get; private set; }

    public string? SerializedCustomStatus { get; private set; }

    public TaskFailureDetails? Failure { get; private set; }

    /// <summary>What the last turn asked for, completion included.</summary>
    public IReadOnlyList<OrchestratorAction> LastActions { get; private set; } = [];

    /// <summary>The current execution's history: what a golden history test keeps.</summary>
    public IReadOnlyList<HistoryEvent> History => _history;

    /// <summary>Names of activities not answered yet, oldest first.</summary>
    public IEnumerable<string> OpenActivities => Open(a => a.ScheduleTask?.Name);

    /// <summary>Names of sub-orchestrations not answered yet, oldest first.</summary>
    public IEnumerable<string> OpenChildren => Open(a => a.CreateSubOrchestration?.Name);

    /// <summary>When the timers fire that have not fired yet. Cancelled ones are among them, as in a real hub.</summary>
    public IEnumerable<DateTime> OpenTimers => _open
        .Where(a => a.CreateTimer is not null)
        .Select(a => a.CreateTimer.FireAt.ToDateTime());

    /// <summary>A harness for the one orchestrator function that a class holds.</summary>
    public static OrchestrationTestHarness For(
        System.Type orchestrator, string instanceId = "test", DateTime? startsAt = null)
    {
        var (name, function) = OrchestratorMethod.Of(orchestrator);
        return new(name, function, instanceId, startsAt);
    }

    public T? Output<T>() => _settings.DataConverter.Deserialize<T>(SerializedOutput);

    public T? CustomStatus<T>() => _settings.DataConverter.Deserialize<T>(SerializedCustomStatus);

    public OrchestrationTestHarness Start(object? input = null, string? version = null)
    {
        Turn(Started(_settings.DataConverter.Serialize(input), version));
        return this;
    }

    /// <summary>The input of the oldest open activity or child of that name.</summary>
    public T? InputOf<T>(string name) => _settings.DataConverter.Deserialize<T>(
        Oldest(name) is { ScheduleTask: { } task } ? task.Input : Oldest(name).CreateSubOrchestration.Input);

    public OrchestrationTestHarness CompleteActivity(string name, object? result = null)
    {
        var completed = new TaskCompletedEvent
        {
            TaskScheduledId = Close(name).Id,
            Result = _settings.DataConverter.Serialize(result),
        };
        return Turn(new HistoryEvent { TaskCompleted = completed });
    }

    public OrchestrationTestHarness FailActivity(string name, Exception failure)
    {
        var failed = new TaskFailedEvent { TaskScheduledId = Close(name).Id, FailureDetails = ToWire(failure) };
        return Turn(new HistoryEvent { TaskFailed = failed });
    }

    public OrchestrationTestHarness CompleteChild(string name, object? result = null)
    {
        var completed = new SubOrchestrationInstanceCompletedEvent
        {
            TaskScheduledId = Close(name).Id,
            Result = _settings.DataConverter.Serialize(result),
        };
        return Turn(new HistoryEvent { SubOrchestrationInstanceCompleted = completed });
    }

    public OrchestrationTestHarness FailChild(string name, Exception failure)
    {
        var failed = new SubOrchestrationInstanceFailedEvent
        {
            TaskScheduledId = Close(name).Id,
            FailureDetails = ToWire(failure),
        };
        return Turn(new HistoryEvent { SubOrchestrationInstanceFailed = failed });
    }

    /// <summary>Moves the clock to the next timer and fires it.</summary>
    public OrchestrationTestHarness FireNextTimer()
    {
        var timer = _open.Where(a => a.CreateTimer is not null).MinBy(a => a.CreateTimer.FireAt)
            ?? throw new InvalidOperationException("No timer is open.");
        _open.Remove(timer);
        var fireAt = timer.CreateTimer.FireAt;
        Now = fireAt.ToDateTime() > Now ? fireAt.ToDateTime() : Now;
        return Turn(new HistoryEvent { TimerFired = new TimerFiredEvent { FireAt = fireAt, TimerId = timer.Id } });
    }

    public OrchestrationTestHarness RaiseEvent(string name, object? payload = null) =>
        Turn(new HistoryEvent
        {
            EventRaised = new EventRaisedEvent { Name = name, Input = _settings.DataConverter.Serialize(payload) },
        });

    public OrchestrationTestHarness Suspend(string? reason = null) =>
        Turn(new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason } });

    public OrchestrationTestHarness Resume(string? reason = null) =>
        Turn(new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = reason } });

    public OrchestrationTestHarness Terminate(object? output = null) =>
        Turn(new HistoryEvent
        {
            ExecutionTerminated = new ExecutionTerminatedEvent { Input = _settings.DataConverter.Serialize(output) },
        });

    /// <summary>One turn with several events at once, in this order.</summary>
    public OrchestrationTestHarness Turn(params HistoryEvent[] arrived)
    {
        if (Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
            or OrchestrationRuntimeStatus.Terminated)
        {
            throw new InvalidOperationException($"The orchestration has ended: {Status}.");
        }

        Status = OrchestrationRuntimeStatus.Running;
        var request = new OrchestratorRequest { InstanceId = InstanceId };
        request.PastEvents.AddRange(_history);
        request.NewEvents.Add(Stamp(new HistoryEvent { OrchestratorStarted = new OrchestratorStartedEvent() }));
        request.NewEvents.AddRange(arrived.Select(Stamp));

        var response = OrchestrationExecutor.Execute(request, name => name == _name ? _function : null, _settings);
        SerializedCustomStatus = response.CustomStatus ?? SerializedCustomStatus;
        LastActions = [.. response.Actions];
        _history.AddRange(request.NewEvents);
        Apply(response);
        return this;
    }

    private void Apply(OrchestratorResponse response)
    {
        foreach (var action in response.Actions.Where(a => a.CompleteOrchestration is null))
        {
            _history.Add(Stamp(ActionHistory.EventOf(action)));
            if (action.SendEvent is null)
                _open.Add(action);
        }

        _history.Add(Stamp(new HistoryEvent { OrchestratorCompleted = new OrchestratorCompletedEvent() }));
        if (response.Actions.LastOrDefault()?.CompleteOrchestration is { } completion)
            Conclude(completion);
    }

    private void Conclude(CompleteOrchestrationAction completion)
    {
        if (completion.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew)
        {
            var version = _history.Find(e => e.ExecutionStarted is not null)?.ExecutionStarted.Version;
            _history.Clear();
            _open.Clear();
            Generation++;
            Turn([Started(completion.Result, completion.NewVersion ?? version), .. completion.CarryoverEvents]);
            return;
        }

        Status = (OrchestrationRuntimeStatus)(int)completion.OrchestrationStatus;
        SerializedOutput = completion.Result;
        Failure = completion.FailureDetails is { } details
            ? FailureDetailsConversion.FromWire(details, _name)
            : null;
    }

    private HistoryEvent Started(string? input, string? version) => new()
    {
        ExecutionStarted = new ExecutionStartedEvent
        {
            Name = _name,
            Version = version,
            Input = input,
            OrchestrationInstance = new OrchestrationInstance
            {
                InstanceId = InstanceId,
                ExecutionId = $"{InstanceId}-{Generation}",
            },
        },
    };

    private HistoryEvent Stamp(HistoryEvent e)
    {
        e.Timestamp = Timestamp.FromDateTime(Now);
        e.EventId = ActionHistory.IsCausedByAction(e) ? e.EventId : -1;
        return e;
    }

    private Protobuf.TaskFailureDetails ToWire(Exception failure) =>
        FailureDetailsConversion.ToWire(FailureDetailsConversion.Of(failure, _settings.IsTerminal));

    private IEnumerable<string> Open(Func<OrchestratorAction, string?> nameOf) => _open.Select(nameOf).OfType<string>();

    private OrchestratorAction Close(string name)
    {
        var action = Oldest(name);
        _open.Remove(action);
        return action;
    }

    private OrchestratorAction Oldest(string name) =>
        _open.FirstOrDefault(a => (a.ScheduleTask?.Name ?? a.CreateSubOrchestration?.Name) == name)
        ?? throw new InvalidOperationException(
            $"'{name}' is not open. Open are: {string.Join(", ", OpenActivities.Concat(OpenChildren))}.");
}
