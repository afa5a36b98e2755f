using Landfall.Contracts;
using Landfall.Worker;

namespace Landfall.Fakes;

/// <summary>A hub that only remembers: what was started and raised, and the instances a test gave it.</summary>
public sealed class FakeDurableTaskClient() : DurableTaskClient("fake")
{
    private readonly Dictionary<string, OrchestrationMetadata> instances = new(StringComparer.Ordinal);

    public List<(string Instance, string Event, object? Payload)> Raised { get; } = [];

    public List<(string Name, string Instance, object? Input)> Started { get; } = [];

    /// <summary>Called before an event is taken; what it throws is how the event was lost.</summary>
    public Action<CancellationToken> OnRaise { get; set; } = static _ => { };

    /// <summary>An instance with a custom status.</summary>
    public void Add(
        string name, string id, object? customStatus = null,
        OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Running, object? input = null)
    {
        var converter = new JsonDataConverter(ContractsJson.Options);
        instances[id] = new(name, id)
        {
            DataConverter = converter,
            RuntimeStatus = status,
            SerializedCustomStatus = converter.Serialize(customStatus),
            SerializedInput = converter.Serialize(input),
        };
    }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        var id = options?.InstanceId ?? $"instance-{Started.Count + 1}";
        if (instances.ContainsKey(id))
            throw new OrchestrationAlreadyExistsException($"An orchestration instance with id '{id}' exists.");

        Add(orchestratorName.Name, id, input: input);
        Started.Add((orchestratorName.Name, id, input));
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        OnRaise(cancellation);
        if (!instances.TryGetValue(instanceId, out var instance))
            throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
        if (instance.IsCompleted)
            throw new InvalidOperationException($"The instance '{instanceId}' has ended.");

        Raised.Add((instanceId, eventName, eventPayload));
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(instances.GetValueOrDefault(instanceId));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new OnePage([.. instances.Values.Where(instance =>
            instance.InstanceId.StartsWith(filter?.InstanceIdPrefix ?? "", StringComparison.Ordinal)
            && (filter?.Statuses?.Contains(instance.RuntimeStatus) ?? true))]);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw NotPlayed();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw NotPlayed();

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw NotPlayed();

    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) => throw NotPlayed();

    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) => throw NotPlayed();

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw NotPlayed();

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw NotPlayed();

    public override Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        throw NotPlayed();

    public override Task RewindInstanceAsync(
        string instanceId, string reason, CancellationToken cancellation = default) => throw NotPlayed();

    public override HttpManagementPayload CreateHttpManagementPayload(string instanceId) => throw NotPlayed();

    private static NotSupportedException NotPlayed() => new("No test needed this so far.");

    private sealed class OnePage(IReadOnlyList<OrchestrationMetadata> values) : AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(
            string? continuationToken = null, int? pageSizeHint = null)
        {
            await Task.CompletedTask;
            yield return new(values);
        }
    }
}
