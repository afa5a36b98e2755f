using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Landfall.Worker.Protobuf;

namespace Landfall.Local.Engine.Grpc;

/// <summary>
/// The wire protocol: what an app calls to start, ask and steer orchestrations, and what a worker calls that asks for its
/// work itself.
/// </summary>
internal sealed class TaskHubService(TaskHub hub, OpenWork open, TaskHubDefaults defaults) : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    private const int EventsPerChunk = 500;

    public override Task<Empty> Hello(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context)
    {
        request.Version ??= defaults.Version();
        return new CreateInstanceResponse { InstanceId = await hub.StartAsync(request) };
    }

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) =>
        Task.FromResult(Found(hub.Get(request.InstanceId, request.GetInputsAndOutputs)));

    public override async Task<GetInstanceResponse> WaitForInstanceStart(
        GetInstanceRequest request, ServerCallContext context) => Found(await hub.WaitForStartAsync(
            request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken));

    public override async Task<GetInstanceResponse> WaitForInstanceCompletion(
        GetInstanceRequest request, ServerCallContext context) => Found(await hub.WaitForCompletionAsync(
            request.InstanceId, request.GetInputsAndOutputs, context.CancellationToken));

    public override async Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context)
    {
        await hub.RaiseEventAsync(request.InstanceId, request.Name, request.Input);
        return new RaiseEventResponse();
    }

    public override async Task<TerminateResponse> TerminateInstance(
        TerminateRequest request, ServerCallContext context)
    {
        await hub.TerminateAsync(request.InstanceId, request.Output, request.Recursive);
        return new TerminateResponse();
    }

    public override async Task<SuspendResponse> SuspendInstance(SuspendRequest request, ServerCallContext context)
    {
        await hub.SuspendAsync(request.InstanceId, request.Reason);
        return new SuspendResponse();
    }

    public override async Task<ResumeResponse> ResumeInstance(ResumeRequest request, ServerCallContext context)
    {
        await hub.ResumeAsync(request.InstanceId, request.Reason);
        return new ResumeResponse();
    }

    public override Task<QueryInstancesResponse> QueryInstances(
        QueryInstancesRequest request, ServerCallContext context) =>
        Task.FromResult(hub.Query(request.Query ?? new InstanceQuery()));

    public override async Task<RestartInstanceResponse> RestartInstance(
        RestartInstanceRequest request, ServerCallContext context) =>
        new() { InstanceId = await hub.RestartAsync(request.InstanceId, request.RestartWithNewInstanceId) };

    public override async Task<RewindInstanceResponse> RewindInstance(
        RewindInstanceRequest request, ServerCallContext context)
    {
        await hub.RewindAsync(request.InstanceId, request.Reason);
        return new RewindInstanceResponse();
    }

    public override Task<ListInstanceIdsResponse> ListInstanceIds(
        ListInstanceIdsRequest request, ServerCallContext context) => Task.FromResult(hub.ListIds(request));

    public override async Task<PurgeInstancesResponse> PurgeInstances(
        PurgeInstancesRequest request, ServerCallContext context)
    {
        return request.RequestCase switch
        {
            PurgeInstancesRequest.RequestOneofCase.InstanceId => new PurgeInstancesResponse
            {
                DeletedInstanceCount = await hub.PurgeAsync(request.InstanceId, request.Recursive),
                IsComplete = true
            },
            PurgeInstancesRequest.RequestOneofCase.PurgeInstanceFilter =>
                await hub.PurgeAsync(request.PurgeInstanceFilter, request.Recursive),
            _ => throw new TaskHubException(
                TaskHubError.InvalidArgument, "Purge needs an instance ID or a filter; batches are not supported.")
        };
    }

    public override Task GetWorkItems(
        GetWorkItemsRequest request, IServerStreamWriter<WorkItem> responseStream, ServerCallContext context) =>
        new WorkStream(hub, open).Run(request, responseStream, context);

    public override Task<CompleteTaskResponse> CompleteOrchestratorTask(
        OrchestratorResponse request, ServerCallContext context)
    {
        open.Complete(request);
        return Task.FromResult(new CompleteTaskResponse());
    }

    public override Task<CompleteTaskResponse> CompleteActivityTask(ActivityResponse request, ServerCallContext context)
    {
        open.Complete(request);
        return Task.FromResult(new CompleteTaskResponse());
    }

    public override Task<AbandonOrchestrationTaskResponse> AbandonTaskOrchestratorWorkItem(
        AbandonOrchestrationTaskRequest request, ServerCallContext context)
    {
        open.AbandonTurn(request.CompletionToken);
        return Task.FromResult(new AbandonOrchestrationTaskResponse());
    }

    public override Task<AbandonActivityTaskResponse> AbandonTaskActivityWorkItem(
        AbandonActivityTaskRequest request, ServerCallContext context)
    {
        open.AbandonTask(request.CompletionToken);
        return Task.FromResult(new AbandonActivityTaskResponse());
    }

    public override async Task StreamInstanceHistory(
        StreamInstanceHistoryRequest request, IServerStreamWriter<HistoryChunk> responses, ServerCallContext context)
    {
        foreach (var events in hub.ReadHistory(request.InstanceId).Chunk(EventsPerChunk))
            await responses.WriteAsync(new HistoryChunk { Events = { events } }, context.CancellationToken);
    }

    private static GetInstanceResponse Found(OrchestrationState? state) =>
        new() { Exists = state is not null, OrchestrationState = state };
}
