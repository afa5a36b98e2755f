using Google.Protobuf.WellKnownTypes;
using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>The context orchestrators see: every call becomes an action, every answer comes from the history.</summary>
internal sealed class ReplayingContext(
    OrchestrationState state, OrchestrationSettings settings, OrchestratorRequest request) : TaskOrchestrationContext
{
    private ExecutionStartedEvent _started = new();
    private int _guids;

    public override TaskName Name => _started.Name;

    public override string InstanceId => request.InstanceId;

    public override ParentOrchestrationInstance? Parent => _started.ParentInstance is { } parent
        ? new(parent.Name ?? "", parent.OrchestrationInstance?.InstanceId ?? "")
        : null;

    public override DateTime CurrentUtcDateTime => state.Now;

    public override bool IsReplaying => state.IsReplaying;

    public override string Version => _started.Version ?? "";

    public override IReadOnlyDictionary<string, object?> Properties { get; } =
        request.Properties.ToDictionary(p => p.Key, p => Plain(p.Value), StringComparer.Ordinal);

    protected override ILoggerFactory LoggerFactory => settings.LoggerFactory;

    public void Begin(ExecutionStartedEvent started) => _started = started;

    public override T? GetInput<T>()
        where T : default => settings.DataConverter.Deserialize<T>(_started.Input);

    public object? GetInput(System.Type type) => settings.DataConverter.Deserialize(_started.Input, type);

    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name, object? input = null, TaskOptions? options = null) =>
        Retries.Run(this, options?.Retry, () => ScheduleActivity<TResult>(name, input, options));

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        // Once, before any retry: all attempts are attempts at the same child. Never empty: hubs choke on that.
        var given = (options as SubOrchestrationOptions)?.InstanceId;
        var instanceId = string.IsNullOrEmpty(given) ? NewGuid().ToString("N") : given;
        return Retries.Run(
            this, options?.Retry, () => ScheduleChild<TResult>(orchestratorName, instanceId, input, options));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        // Pieces are planned from the first moment on: a timer may fire early, which must not add a piece.
        var end = fireAt.Kind == DateTimeKind.Local
            ? fireAt.ToUniversalTime()
            : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var next = CurrentUtcDateTime;
        while (end - next > settings.MaximumTimerInterval)
        {
            next += settings.MaximumTimerInterval;
            await ScheduleTimer(next, cancellationToken);
        }

        await ScheduleTimer(end, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return state.Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        state.Actions.Add(new OrchestratorAction
        {
            SendEvent = new SendEventAction
            {
                Instance = new OrchestrationInstance { InstanceId = instanceId },
                Name = eventName,
                Data = settings.Write(payload, "event", eventName),
            },
        });
    }

    public override void SetCustomStatus(object? customStatus) =>
        state.CustomStatus = settings.Write(customStatus, "custom status of", Name);

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        state.ContinueAsNew = options;
    }

    public override Guid NewGuid() => DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);

    private async Task<TResult> ScheduleActivity<TResult>(TaskName name, object? input, TaskOptions? options)
    {
        var action = new ScheduleTaskAction
        {
            Name = name,
            Version = Blank(options?.Version?.Version ?? Version),
            Input = settings.Write(input, "input of activity", name),
        };
        if (options?.Tags is { } tags)
            action.Tags.Add(tags);
        return Answer<TResult>(await state.Open(new OrchestratorAction { ScheduleTask = action }, name).Task);
    }

    private async Task<TResult> ScheduleChild<TResult>(
        TaskName name, string instanceId, object? input, TaskOptions? options)
    {
        var action = new CreateSubOrchestrationAction
        {
            InstanceId = instanceId,
            Name = name,
            Version = Blank(options?.Version?.Version ?? DefaultVersion),
            Input = settings.Write(input, "input of sub-orchestration", name),
        };
        if (options?.Tags is { } tags)
            action.Tags.Add(tags);
        return Answer<TResult>(await state.Open(new OrchestratorAction { CreateSubOrchestration = action }, name).Task);
    }

    private async Task ScheduleTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var action = new CreateTimerAction { FireAt = Timestamp.FromDateTime(fireAt) };
        var timer = state.Open(new OrchestratorAction { CreateTimer = action }, "timer");
        using var registration = cancellationToken.Register(() =>
        {
            state.Close(timer.Id);
            timer.Cancel(cancellationToken);
        });
        await timer.Task;
    }

    private TResult Answer<TResult>(string? result) => settings.DataConverter.Deserialize<TResult>(result)!;

    private string? DefaultVersion => Properties.GetValueOrDefault("defaultVersion") as string;

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static object? Plain(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.StringValue => value.StringValue,
        _ => null,
    };
}
