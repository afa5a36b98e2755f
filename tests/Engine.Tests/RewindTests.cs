using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;
using static Landfall.Engine.Tests.ScriptedWorker;

namespace Landfall.Engine.Tests;

public sealed class RewindTests : IAsyncDisposable
{
    private readonly HubFixture _fixture = new();
    private bool _works;

    private TaskHub Hub => _fixture.Hub;

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task A_failed_activity_is_done_again_and_what_succeeded_is_not()
    {
        var worker = Worker();
        await using var _ = Hub.Listen(worker.Listener(["Flow"], "Good", "Bad"));
        await Hub.StartAsync("Flow", null, "a");
        Assert.Equal(OrchestrationStatus.Failed, (await Hub.WaitForCompletionAsync("a"))!.OrchestrationStatus);

        _works = true;
        await Hub.RewindAsync("a", "the account is open again");
        var ended = (await Hub.WaitForCompletionAsync("a"))!;

        Assert.Equal((OrchestrationStatus.Completed, "done"), (ended.OrchestrationStatus, ended.Output));
        Assert.Null(ended.FailureDetails);
        Assert.Equal(["Bad", "Bad", "Good"], worker.Tasks.Select(t => t.Name).Order());
        var history = Hub.ReadHistory("a");
        Assert.Single(history, e => e.ExecutionCompleted is not null);
        Assert.Equal("the account is open again", Assert.Single(history, e => e.ExecutionRewound is not null).ExecutionRewound.Reason);
        Assert.DoesNotContain(history, e => e.TaskFailed is not null);
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task A_failed_child_is_rewound_with_its_parent_and_answers_it()
    {
        var worker = Worker();
        await using var _ = Hub.Listen(worker.Listener(["Parent", "Flow"], "Good", "Bad"));
        await Hub.StartAsync("Parent", null, "p");
        Assert.Equal(OrchestrationStatus.Failed, (await Hub.WaitForCompletionAsync("p"))!.OrchestrationStatus);

        _works = true;
        await Hub.RewindAsync("p");

        Assert.Equal("\"child: done\"", (await Hub.WaitForCompletionAsync("p"))!.Output);
        Assert.Equal(OrchestrationStatus.Completed, Hub.Get("p:child")!.OrchestrationStatus);
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task A_rewound_instance_survives_a_restart_of_the_hub()
    {
        await using (Hub.Listen(Worker().Listener(["Flow"], "Good", "Bad")))
        {
            await Hub.StartAsync("Flow", null, "a");
            await Hub.WaitForCompletionAsync("a");
        }

        await Hub.RewindAsync("a");
        await _fixture.Reopen();
        Assert.Equal(OrchestrationStatus.Running, Hub.Get("a")!.OrchestrationStatus);
        _works = true;
        await using var _ = Hub.Listen(Worker().Listener(["Flow"], "Good", "Bad"));
        Assert.Equal("done", (await Hub.WaitForCompletionAsync("a"))!.Output);
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task Only_a_failed_instance_can_be_rewound()
    {
        await Hub.StartAsync("Flow", null, "a");
        var early = await Assert.ThrowsAsync<TaskHubException>(() => Hub.RewindAsync("a"));
        Assert.Equal(TaskHubError.FailedPrecondition, early.Error);
        Assert.Contains("Pending", early.Message, StringComparison.Ordinal);
        Assert.Equal(TaskHubError.NotFound, (await Assert.ThrowsAsync<TaskHubException>(() => Hub.RewindAsync("nope"))).Error);
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task Ids_are_listed_by_the_time_of_their_end_page_by_page()
    {
        foreach (var id in new[] { "b", "a", "c" })
        {
            await Hub.StartAsync("Flow", null, id);
            await Hub.TerminateAsync(id);
            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }
        await Hub.StartAsync("Flow", null, "still");

        var first = Hub.ListIds(new ListInstanceIdsRequest { PageSize = 2 });
        var second = Hub.ListIds(new ListInstanceIdsRequest { PageSize = 2, LastInstanceKey = first.LastInstanceKey });
        Assert.Equal(["b", "a", "c", "still"], first.InstanceIds.Concat(second.InstanceIds));
        Assert.Null(second.LastInstanceKey);

        var from = Timestamp.FromDateTimeOffset(_fixture.Clock.GetUtcNow().AddMinutes(-150));
        Assert.Equal(["a", "c"], Hub.ListIds(new ListInstanceIdsRequest { CompletedTimeFrom = from }).InstanceIds);
        Assert.Equal(
            ["still"], Hub.ListIds(new ListInstanceIdsRequest { RuntimeStatus = { OrchestrationStatus.Pending } }).InstanceIds);
        Assert.Throws<TaskHubException>(() => Hub.ListIds(new ListInstanceIdsRequest { LastInstanceKey = "made up" }));
    }

    [Fact]
    [Trait("Protocol", "3.6")]
    public async Task What_is_not_served_says_so()
    {
        await using var server = await TaskHubServer.StartAsync(Hub);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new TaskHubSidecarService.TaskHubSidecarServiceClient(channel);

        var entities = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.QueryEntitiesAsync(new QueryEntitiesRequest()));
        Assert.Equal(StatusCode.Unimplemented, entities.StatusCode);
        Assert.Contains("Entities are not served by the local task hub", entities.Status.Detail, StringComparison.Ordinal);

        Assert.Empty((await client.ListInstanceIdsAsync(new ListInstanceIdsRequest())).InstanceIds);
        var unknown = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.RewindInstanceAsync(new RewindInstanceRequest { InstanceId = "nope" }));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    /// <summary>Flow: Good and Bad at once, then done, or failed with Bad. Parent: one child.</summary>
    private ScriptedWorker Worker() => new()
    {
        OnTurn = r => Task.FromResult(r.InstanceId == "p" ? Parent(r) : Flow(r)),
        OnTask = t => Task.FromResult(t.Name == "Bad" && !_works
            ? new ActivityResponse { FailureDetails = new TaskFailureDetails { ErrorType = "Closed", ErrorMessage = "closed" } }
            : new ActivityResponse { Result = "\"ok\"" }),
    };

    private static OrchestratorResponse Parent(OrchestratorRequest r)
    {
        if (All(r).FirstOrDefault(e => e.SubOrchestrationInstanceCompleted is not null) is { } ended)
            return Answer(r, Complete(1, $"\"child: {ended.SubOrchestrationInstanceCompleted.Result}\""));
        if (All(r).Any(e => e.SubOrchestrationInstanceFailed is not null))
            return Answer(r, Complete(1, null, OrchestrationStatus.Failed));
        return All(r).Any(e => e.SubOrchestrationInstanceCreated is not null)
            ? Answer(r)
            : Answer(r, Child(0, "Flow", "p:child"));
    }

    private static OrchestratorResponse Flow(OrchestratorRequest r)
    {
        if (All(r).Any(e => e.TaskFailed is not null))
            return Answer(r, Complete(2, null, OrchestrationStatus.Failed));
        if (All(r).Count(e => e.TaskCompleted is not null) == 2)
            return Answer(r, Complete(2, "done"));

        var scheduled = All(r).Where(e => e.TaskScheduled is not null).Select(e => e.EventId).ToHashSet();
        return Answer(
            r, [.. new[] { Call(0, "Good"), Call(1, "Bad") }.Where(action => !scheduled.Contains(action.Id))]);
    }
}
