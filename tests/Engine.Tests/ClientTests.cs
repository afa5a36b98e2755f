using Grpc.Core;
using Grpc.Net.Client;
using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;
using static Landfall.Engine.Tests.ScriptedWorker;

namespace Landfall.Engine.Tests;

public sealed class ClientTests : IAsyncDisposable
{
    private readonly HubFixture _fixture = new();

    private TaskHub Hub => _fixture.Hub;

    [Theory]
    [Trait("Protocol", "5.7")]
    [InlineData("@counter@k")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    public async Task Ids_the_real_service_refuses_are_refused(string id)
    {
        var refusal = await Assert.ThrowsAsync<TaskHubException>(async () => await Hub.StartAsync("Flow", null, id));
        Assert.Equal(TaskHubError.InvalidArgument, refusal.Error);
    }

    [Fact]
    [Trait("Protocol", "5.6")]
    public async Task A_living_id_is_taken_and_an_ended_one_may_be_used_again()
    {
        await Hub.StartAsync("Flow", "1", "a");
        var refusal = await Assert.ThrowsAsync<TaskHubException>(() => Hub.StartAsync("Flow", "2", "a"));
        Assert.Equal(TaskHubError.AlreadyExists, refusal.Error);
        await Hub.TerminateAsync("a");
        await Hub.StartAsync("Flow", "3", "a");
        Assert.Equal("3", Hub.Get("a")!.Input);
        Assert.Equal(OrchestrationStatus.Pending, Hub.Get("a")!.OrchestrationStatus);
    }

    [Fact]
    [Trait("Protocol", "5.6")]
    public async Task A_policy_may_replace_a_living_instance_or_nothing_at_all()
    {
        await Hub.StartAsync("Flow", "1", "a");
        var replace = new OrchestrationIdReusePolicy { ReplaceableStatus = { OrchestrationStatus.Pending } };
        await Hub.StartAsync(new CreateInstanceRequest
        {
            Name = "Flow",
            InstanceId = "a",
            Input = "2",
            OrchestrationIdReusePolicy = replace
        });
        Assert.Equal("2", Hub.Get("a")!.Input);
        await Hub.TerminateAsync("a");
        await Assert.ThrowsAsync<TaskHubException>(() => Hub.StartAsync(new CreateInstanceRequest
        {
            Name = "Flow",
            InstanceId = "a",
            OrchestrationIdReusePolicy = new OrchestrationIdReusePolicy()
        }));
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        for (var i = 0; i < 25; i++) await Hub.StartAsync("Flow", null, $"p{i:00}");
        await Hub.StartAsync("Flow", null, "other");
        List<string> seen = [];
        string? token = null;
        do
        {
            var page = Hub.Query(new InstanceQuery
            {
                MaxInstanceCount = 7,
                InstanceIdPrefix = "p",
                ContinuationToken = token
            });
            seen.AddRange(page.OrchestrationState.Select(s => s.InstanceId));
            token = page.ContinuationToken;
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"p{i:00}"), seen);
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task Purge_takes_ended_instances_only()
    {
        await Hub.StartAsync("Flow", null, "a");
        var refusal = await Assert.ThrowsAsync<TaskHubException>(() => Hub.PurgeAsync("a"));
        Assert.Equal(TaskHubError.FailedPrecondition, refusal.Error);
        await Hub.TerminateAsync("a");
        Assert.Equal(1, await Hub.PurgeAsync("a"));
        Assert.Null(Hub.Get("a"));
        Assert.Equal(0, await Hub.PurgeAsync("a"));
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task Restart_runs_the_same_input_under_a_new_id()
    {
        await Hub.StartAsync("Flow", "5", "a");
        await Hub.TerminateAsync("a");
        var again = await Hub.RestartAsync("a");
        Assert.NotEqual("a", again);
        Assert.Equal("5", Hub.Get(again)!.Input);
        Assert.Equal("a", await Hub.RestartAsync("a", withNewId: false));
        var refusal = await Assert.ThrowsAsync<TaskHubException>(() => Hub.RestartAsync("a", withNewId: false));
        Assert.Equal(TaskHubError.FailedPrecondition, refusal.Error);
    }

    [Fact]
    [Trait("Protocol", "3.6")]
    public async Task The_wire_answers_like_the_recorded_service()
    {
        await using var server = await TaskHubServer.StartAsync(Hub);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new TaskHubSidecarService.TaskHubSidecarServiceClient(channel);
        var worker = new ScriptedWorker { OnTurn = r => Task.FromResult(Answer(r, Complete(0, "1"))) };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));

        var started = await client.StartInstanceAsync(new CreateInstanceRequest { Name = "Flow" });
        Assert.Equal(32, started.InstanceId.Length);
        var ended = await client.WaitForInstanceCompletionAsync(
            new GetInstanceRequest { InstanceId = started.InstanceId, GetInputsAndOutputs = true });
        Assert.Equal("1", ended.OrchestrationState.Output);
        Assert.False((await client.GetInstanceAsync(new GetInstanceRequest { InstanceId = "nope" })).Exists);

        var unknown = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.RaiseEventAsync(new RaiseEventRequest { InstanceId = "nope", Name = "go" }));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
        var over = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.TerminateInstanceAsync(new TerminateRequest { InstanceId = started.InstanceId }));
        Assert.Equal(StatusCode.FailedPrecondition, over.StatusCode);

        using var history = client.StreamInstanceHistory(
            new StreamInstanceHistoryRequest { InstanceId = started.InstanceId });
        Assert.True(await history.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(4, history.ResponseStream.Current.Events.Count);
    }

    [Fact]
    [Trait("Protocol", "8.5")]
    public async Task Our_client_reads_the_history_and_lists_ids()
    {
        await using var server = await TaskHubServer.StartAsync(Hub);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = Worker.GrpcDurableTaskClient.Connect(channel, "LandfallHub");
        var worker = new ScriptedWorker { OnTurn = r => Task.FromResult(Answer(r, Complete(0, "1"))) };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        for (var i = 0; i < 3; i++)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Flow", i, new Worker.StartOrchestrationOptions($"i{i}"));
            await client.WaitForInstanceCompletionAsync($"i{i}");
        }

        var history = await client.GetOrchestrationHistoryAsync("i1");
        var first = await client.ListInstanceIdsAsync(pageSize: 2);
        var second = await client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken);

        Assert.Equal("1", history.Single(e => e.ExecutionStarted is not null).ExecutionStarted.Input);
        Assert.Equal(["i0", "i1", "i2"], first.Values.Concat(second.Values));
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetOrchestrationHistoryAsync("nope"));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
