using Grpc.Core;
using Grpc.Net.Client;
using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;
using static Landfall.Engine.Tests.ScriptedWorker;
using Client = Landfall.Worker.Protobuf.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Landfall.Engine.Tests;

/// <summary>A worker that asks for its work over the wire, as the official ones do.</summary>
public sealed class WorkStreamTests : IAsyncLifetime
{
    private readonly HubFixture _fixture = new();
    private TaskHubServer _server = null!;
    private GrpcChannel _channel = null!;

    private TaskHub Hub => _fixture.Hub;

    private Client Wire => new(_channel);

    public async ValueTask InitializeAsync()
    {
        _server = await TaskHubServer.StartAsync(Hub);
        _channel = GrpcChannel.ForAddress(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    [Trait("Protocol", "5.8")]
    public async Task Turns_and_activities_come_over_the_stream_and_are_answered_by_token()
    {
        using var stream = Wire.GetWorkItems(Filter(["Flow"], ["Act"]));
        await Hub.StartAsync("Flow", null, "a");

        var first = await Next(stream);
        Assert.Equal("a", first.OrchestratorRequest.InstanceId);
        await Answer(first, Call(0, "Act", "5"));
        var task = await Next(stream);
        Assert.Equal(("Act", "5"), (task.ActivityRequest.Name, task.ActivityRequest.Input));
        await Wire.CompleteActivityTaskAsync(new ActivityResponse { Result = "6", CompletionToken = task.CompletionToken });
        await Answer(await Next(stream), Complete(1, "7"));

        Assert.Equal("7", (await Hub.WaitForCompletionAsync("a"))!.Output);
    }

    [Fact]
    [Trait("Protocol", "5.8")]
    public async Task An_answer_in_pieces_counts_when_the_last_has_come()
    {
        using var stream = Wire.GetWorkItems(Filter(["Flow"], ["Act"]));
        await Hub.StartAsync("Flow", null, "a");
        var turn = await Next(stream);

        await Wire.CompleteOrchestratorTaskAsync(Piece(turn, 0, isPartial: true, Call(0, "Act")));
        Assert.Empty(Hub.ReadHistory("a"));
        await Wire.CompleteOrchestratorTaskAsync(Piece(turn, 1, isPartial: false, Call(1, "Act")));

        var ids = new[] { (await Next(stream)).ActivityRequest.TaskId, (await Next(stream)).ActivityRequest.TaskId };
        Assert.Equal([0, 1], ids.Order());
    }

    [Fact]
    [Trait("Protocol", "5.8")]
    public async Task What_a_worker_had_under_way_goes_to_another_when_its_stream_ends()
    {
        var lost = Wire.GetWorkItems(Filter(["Flow"], []));
        await Hub.StartAsync("Flow", null, "a");
        var abandoned = await Next(lost);
        lost.Dispose();

        using var stream = Wire.GetWorkItems(Filter(["Flow"], []));
        var again = await Next(stream);
        Assert.NotEqual(abandoned.CompletionToken, again.CompletionToken);
        var late = await Assert.ThrowsAsync<RpcException>(() => Answer(abandoned, Complete(0, "1")));
        Assert.Equal(StatusCode.NotFound, late.StatusCode);

        await Answer(again, Complete(0, "2"));
        Assert.Equal("2", (await Hub.WaitForCompletionAsync("a"))!.Output);
    }

    [Fact]
    [Trait("Protocol", "6.2")]
    public async Task A_worker_gets_no_more_at_once_than_it_announced_and_nothing_it_did_not_name()
    {
        var request = Filter(["Flow"], []);
        request.MaxConcurrentOrchestrationWorkItems = 1;
        using var stream = Wire.GetWorkItems(request);
        foreach (var id in new[] { "a", "b" })
            await Hub.StartAsync("Flow", null, id);
        await Hub.StartAsync("Other", null, "c");

        var first = await Next(stream);
        var second = Next(stream);
        await Answer(first, Complete(0));
        await Hub.WaitForCompletionAsync(first.OrchestratorRequest.InstanceId);
        await Answer(await second, Complete(0));

        Assert.Equal(["a", "b"], new[] { first, await second }.Select(item => item.OrchestratorRequest.InstanceId).Order());
        Assert.Equal(OrchestrationStatus.Pending, Hub.Get("c")!.OrchestrationStatus);
    }

    private static GetWorkItemsRequest Filter(string[] orchestrators, string[] activities)
    {
        var filters = new WorkItemFilters();
        filters.Orchestrations.AddRange(orchestrators.Select(name => new OrchestrationFilter { Name = name }));
        filters.Activities.AddRange(activities.Select(name => new ActivityFilter { Name = name }));
        return new() { WorkItemFilters = filters };
    }

    private static async Task<WorkItem> Next(AsyncServerStreamingCall<WorkItem> stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await stream.ResponseStream.MoveNext(patience.Token))
        {
            if (stream.ResponseStream.Current.HealthPing is null)
                return stream.ResponseStream.Current;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static OrchestratorResponse Piece(WorkItem turn, int index, bool isPartial, params OrchestratorAction[] actions)
    {
        var response = ScriptedWorker.Answer(turn.OrchestratorRequest, actions);
        (response.CompletionToken, response.ChunkIndex, response.IsPartial) = (turn.CompletionToken, index, isPartial);
        return response;
    }

    private async Task Answer(WorkItem turn, params OrchestratorAction[] actions)
    {
        var response = ScriptedWorker.Answer(turn.OrchestratorRequest, actions);
        response.CompletionToken = turn.CompletionToken;
        await Wire.CompleteOrchestratorTaskAsync(response);
    }
}
