using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Landfall.Worker.Protobuf;

namespace Landfall.Worker;

/// <summary>The client over the host's gRPC endpoint, or the local engine's: the service is the same.</summary>
public sealed class GrpcDurableTaskClient : DurableTaskClient
{
    private readonly TaskHubSidecarService.TaskHubSidecarServiceClient _hub;
    private readonly DurableClientBinding _binding;
    private readonly DataConverter _converter;
    private readonly int _limit;
    private readonly Metadata _metadata = [];

    internal GrpcDurableTaskClient(
        GrpcChannel channel, DurableClientBinding binding, DataConverter converter, int limit = Payload.DefaultLimit)
        : base(binding.TaskHubName ?? "")
    {
        _hub = new(channel);
        _binding = binding;
        _converter = converter;
        _limit = limit;
        if (binding.TaskHubName is { Length: > 0 } hub)
            _metadata.Add("durable-taskhub", hub);
        if (binding.ConnectionName is { Length: > 0 } connection)
            _metadata.Add("durable-connectionname", connection);
    }

    /// <summary>A client of the hub at this address, outside a function: tools and tests.</summary>
    /// <param name="channel">Stays the caller's to dispose of.</param>
    public static GrpcDurableTaskClient Connect(
        GrpcChannel channel, string taskHub, Uri? managementUrl = null, DataConverter? converter = null) =>
        new(
            channel,
            new DurableClientBinding { TaskHubName = taskHub, HttpBaseUrl = managementUrl?.ToString() },
            converter ?? JsonDataConverter.Default);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name);
        var request = new CreateInstanceRequest
        {
            InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"),
            Name = orchestratorName,
            Version = options?.Version?.Version,
            Input = Write(input, "input of orchestration", orchestratorName),
            ScheduledStartTimestamp = options?.StartAt?.ToTimestamp(),
            OrchestrationIdReusePolicy = IdReuse.Policy(options?.DedupeStatuses),
            ParentTraceContext = Trace(),
        };
        request.Tags.Add(options?.Tags.ToDictionary() ?? []);
        return (await Call(hub => hub.StartInstanceAsync(request, _metadata, null, cancellation))).InstanceId;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        var request = new RaiseEventRequest
        {
            InstanceId = instanceId,
            Name = eventName,
            Input = Write(eventPayload, "event", eventName),
        };
        return Call(hub => hub.RaiseEventAsync(request, _metadata, null, cancellation));
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Existing(
            await Call(hub => hub.WaitForInstanceStartAsync(
                Ask(instanceId, getInputsAndOutputs), _metadata, null, cancellation)),
            instanceId,
            getInputsAndOutputs);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Existing(
            await Call(hub => hub.WaitForInstanceCompletionAsync(
                Ask(instanceId, getInputsAndOutputs), _metadata, null, cancellation)),
            instanceId,
            getInputsAndOutputs);

    public override async Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var request = Ask(instanceId, getInputsAndOutputs);
        var found = await Call(hub => hub.GetInstanceAsync(request, _metadata, null, cancellation));
        return found.Exists ? Instances.ToMetadata(found.OrchestrationState, getInputsAndOutputs, _converter) : null;
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var request = new TerminateRequest
        {
            InstanceId = instanceId,
            Output = Write(options?.Output, "output of terminated instance", instanceId),
            Recursive = options?.Recursive ?? false,
        };
        return Call(hub => hub.TerminateInstanceAsync(request, _metadata, null, cancellation));
    }

    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        var request = new SuspendRequest { InstanceId = instanceId, Reason = reason };
        return Call(hub => hub.SuspendInstanceAsync(request, _metadata, null, cancellation));
    }

    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        var request = new ResumeRequest { InstanceId = instanceId, Reason = reason };
        return Call(hub => hub.ResumeInstanceAsync(request, _metadata, null, cancellation));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(filter ?? new OrchestrationQuery(), _converter, (query, cancellation) =>
            Call(hub => hub.QueryInstancesAsync(
                new QueryInstancesRequest { Query = query }, _metadata, null, cancellation)));

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Purge(new PurgeInstancesRequest { InstanceId = instanceId, Recursive = options?.Recursive ?? false }, cancellation);

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var wire = new PurgeInstanceFilter
        {
            CreatedTimeFrom = filter.CreatedFrom?.ToTimestamp(),
            CreatedTimeTo = filter.CreatedTo?.ToTimestamp(),
            Timeout = filter.Timeout?.ToDuration(),
        };
        wire.RuntimeStatus.AddRange(Instances.ToWire(filter.Statuses));
        return Purge(
            new PurgeInstancesRequest { PurgeInstanceFilter = wire, Recursive = options?.Recursive ?? false },
            cancellation);
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var request = new RestartInstanceRequest
        {
            InstanceId = instanceId,
            RestartWithNewInstanceId = restartWithNewInstanceId,
        };
        return (await Call(hub => hub.RestartInstanceAsync(request, _metadata, null, cancellation))).InstanceId;
    }

    public override Task RewindInstanceAsync(
        string instanceId, string reason, CancellationToken cancellation = default)
    {
        var request = new RewindInstanceRequest { InstanceId = instanceId, Reason = reason };
        return Call(hub => hub.RewindInstanceAsync(request, _metadata, null, cancellation));
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        var request = new ListInstanceIdsRequest
        {
            CompletedTimeFrom = completedTimeFrom?.ToTimestamp(),
            CompletedTimeTo = completedTimeTo?.ToTimestamp(),
            PageSize = pageSize,
            LastInstanceKey = lastInstanceKey,
        };
        request.RuntimeStatus.AddRange(Instances.ToWire(runtimeStatus));
        var page = await Call(hub => hub.ListInstanceIdsAsync(request, _metadata, null, cancellation));
        return new([.. page.InstanceIds], page.LastInstanceKey);
    }

    /// <summary>The committed events of the current execution, oldest first, as the hub keeps them.</summary>
    /// <exception cref="ArgumentException">No such instance.</exception>
    public async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        List<HistoryEvent> history = [];
        var request = new StreamInstanceHistoryRequest { InstanceId = instanceId };
        using var call = _hub.StreamInstanceHistory(request, _metadata, null, cancellation);
        try
        {
            while (await call.ResponseStream.MoveNext(cancellation))
                history.AddRange(call.ResponseStream.Current.Events);
        }
        catch (RpcException failure) when (HubFailure.Translate(failure) is { } translated)
        {
            throw translated;
        }

        return history;
    }

    public override HttpManagementPayload CreateHttpManagementPayload(string instanceId) =>
        ManagementUrls.Create(_binding, instanceId);

    private string? Write(object? value, string kind, string name) =>
        Payload.Write(_converter, value, _limit, kind, name);

    private static GetInstanceRequest Ask(string instanceId, bool getInputsAndOutputs) => new()
    {
        InstanceId = instanceId,
        GetInputsAndOutputs = getInputsAndOutputs,
    };

    private static TraceContext? Trace() => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } current
        ? new TraceContext { TraceParent = id, TraceState = current.TraceStateString }
        : null;

    private OrchestrationMetadata Existing(GetInstanceResponse found, string instanceId, bool fetched) => found.Exists
        ? Instances.ToMetadata(found.OrchestrationState, fetched, _converter)
        : throw new ArgumentException($"There is no orchestration '{instanceId}'.", nameof(instanceId));

    private async Task<PurgeResult> Purge(PurgeInstancesRequest request, CancellationToken cancellation)
    {
        var purged = await Call(hub => hub.PurgeInstancesAsync(request, _metadata, null, cancellation));
        return new(purged.DeletedInstanceCount, purged.IsComplete);
    }

    private async Task<T> Call<T>(Func<TaskHubSidecarService.TaskHubSidecarServiceClient, AsyncUnaryCall<T>> call)
    {
        try
        {
            return await call(_hub);
        }
        catch (RpcException failure) when (HubFailure.Translate(failure) is { } translated)
        {
            throw translated;
        }
    }
}
