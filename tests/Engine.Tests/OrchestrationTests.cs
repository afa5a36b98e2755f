using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;
using static Landfall.Engine.Tests.ScriptedWorker;

namespace Landfall.Engine.Tests;

public sealed class OrchestrationTests : IAsyncDisposable
{
    private readonly HubFixture _fixture = new();

    private TaskHub Hub => _fixture.Hub;

    [Fact]
    [Trait("Protocol", "4.4")]
    public async Task History_is_bracketed_turn_by_turn_and_the_past_carries_no_inputs()
    {
        var worker = new ScriptedWorker
        {
            OnTurn = r => Task.FromResult(r.PastEvents.Count == 0
                ? Answer(r, Call(0, "Act", "5"))
                : Answer(r, Complete(1, r.NewEvents[1].TaskCompleted.Result)))
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow"], "Act"));
        await Hub.StartAsync("Flow", null, "a");
        await Hub.WaitForCompletionAsync("a");
        Assert.Equal(
            ["OrchestratorStarted", "ExecutionStarted", "TaskScheduled", "OrchestratorCompleted",
                "OrchestratorStarted", "TaskCompleted", "ExecutionCompleted", "OrchestratorCompleted"],
            Hub.ReadHistory("a").Select(e => e.EventTypeCase.ToString()));
        var second = worker.Turns.Last();
        Assert.Null(second.PastEvents.Single(e => e.TaskScheduled is not null).TaskScheduled.Input);
        Assert.Equal("5", Hub.ReadHistory("a")[2].TaskScheduled.Input);
    }

    [Fact]
    [Trait("Protocol", "6.2")]
    public async Task An_item_without_a_listener_waits_for_one()
    {
        var other = new ScriptedWorker();
        await using var one = Hub.Listen(other.Listener(["Other"], "Else"));
        await Hub.StartAsync("Flow", null, "a");
        await Hub.StartAsync("Other", null, "b");
        await Eventually.True(() => other.Turns.Count == 1, "the other orchestration's turn");
        Assert.Equal("b", other.Turns.Single().InstanceId);
        Assert.Equal(OrchestrationStatus.Pending, Hub.Get("a")!.OrchestrationStatus);

        var mine = new ScriptedWorker { OnTurn = r => Task.FromResult(Answer(r, Complete(0))) };
        await using var two = Hub.Listen(mine.Listener(["FLOW"]));
        Assert.Equal(
            OrchestrationStatus.Completed, (await Hub.WaitForCompletionAsync("a"))!.OrchestrationStatus);
    }

    [Fact]
    [Trait("Protocol", "5.3")]
    public async Task A_child_answers_its_parent_and_inherits_its_tags()
    {
        var worker = new ScriptedWorker
        {
            OnTurn = r => Task.FromResult(r.InstanceId == "p:0" ? Answer(r, Complete(0, "9"))
                : r.PastEvents.Count == 0 ? Answer(r, Child(0, "Kid", "p:0", "3"))
                : Answer(r, Complete(1, r.NewEvents[1].SubOrchestrationInstanceCompleted.Result)))
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow", "Kid"]));
        await Hub.StartAsync(new CreateInstanceRequest { Name = "Flow", InstanceId = "p", Tags = { ["k"] = "v" } });
        Assert.Equal("9", (await Hub.WaitForCompletionAsync("p"))!.Output);
        var child = Hub.Get("p:0")!;
        Assert.Equal("p", child.ParentInstanceId);
        Assert.Equal("v", child.Tags["k"]);
    }

    [Fact]
    [Trait("Protocol", "5.3")]
    public async Task A_failed_child_gives_its_own_details_to_the_parent()
    {
        var details = new TaskFailureDetails { ErrorType = "Storm", ErrorMessage = "too windy" };
        var worker = new ScriptedWorker
        {
            OnTurn = r =>
            {
                if (r.InstanceId == "p") return Task.FromResult(r.PastEvents.Count == 0
                    ? Answer(r, Child(0, "Kid", "k")) : Answer(r, Complete(1)));
                var failed = Complete(0, "too windy", OrchestrationStatus.Failed);
                failed.CompleteOrchestration.FailureDetails = details;
                return Task.FromResult(Answer(r, failed));
            }
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow", "Kid"]));
        await Hub.StartAsync("Flow", null, "p");
        await Hub.WaitForCompletionAsync("p");
        var told = Hub.ReadHistory("p").Single(e => e.SubOrchestrationInstanceFailed is not null);
        Assert.Equal(details, told.SubOrchestrationInstanceFailed.FailureDetails);
    }

    [Fact]
    [Trait("Protocol", "5.3")]
    public async Task Continue_as_new_keeps_unread_events_in_order_and_forgets_answers_of_the_old_execution()
    {
        var worker = new ScriptedWorker
        {
            OnTurn = r =>
            {
                if (r.NewEvents[1].ExecutionStarted?.Input == "again") return Task.FromResult(Answer(r, Complete(0)));
                var renew = Complete(1, "again", OrchestrationStatus.ContinuedAsNew);
                renew.CompleteOrchestration.CarryoverEvents.Add(r.NewEvents.Where(e => e.EventRaised is not null));
                return Task.FromResult(Answer(r, Timer(0, _fixture.Clock.GetUtcNow().AddHours(1)), renew));
            }
        };
        await Hub.StartAsync("Flow", "first", "a");
        await Hub.RaiseEventAsync("a", "one", "1");
        await Hub.RaiseEventAsync("a", "two", "2");
        var before = Hub.Get("a")!.ExecutionId;
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        var state = await Hub.WaitForCompletionAsync("a");
        Assert.NotEqual(before, state!.ExecutionId);
        Assert.Equal("again", state.Input);
        var last = worker.Turns.Last();
        Assert.Empty(last.PastEvents);
        Assert.Equal(["one", "two"], last.NewEvents.Skip(2).Select(e => e.EventRaised.Name));
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task Termination_reaches_children_when_asked_and_an_instance_that_never_ran()
    {
        var worker = new ScriptedWorker
        {
            OnTurn = r => Task.FromResult(
                r.NewEvents.FirstOrDefault(e => e.ExecutionTerminated is not null) is { } end
                    ? Answer(r, Complete(9, end.ExecutionTerminated.Input, OrchestrationStatus.Terminated))
                    : r.InstanceId == "p" ? Answer(r, Child(0, "Kid", "k"), Child(1, "Nobody", "n")) : Answer(r))
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow", "Kid"]));
        await Hub.StartAsync("Flow", null, "p");
        await Eventually.True(
            () => Hub.Get("k")?.OrchestrationStatus == OrchestrationStatus.Running, "the child runs");
        await Hub.TerminateAsync("p", "\"stop\"", recursive: true);
        foreach (var id in (string[])["p", "k", "n"])
        {
            var state = await Hub.WaitForCompletionAsync(id);
            Assert.Equal(OrchestrationStatus.Terminated, state!.OrchestrationStatus);
            Assert.Equal("\"stop\"", state.Output);
        }
    }

    [Fact]
    [Trait("Protocol", "4.8")]
    public async Task Suspension_shows_in_the_status_and_events_are_still_delivered()
    {
        var worker = new ScriptedWorker();
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync("Flow", null, "a");
        await Hub.WaitForStartAsync("a");
        await Hub.SuspendAsync("a", "pause");
        await Eventually.True(
            () => Hub.Get("a")!.OrchestrationStatus == OrchestrationStatus.Suspended, "the suspension");
        await Hub.RaiseEventAsync("a", "go");
        await Eventually.True(() => worker.Turns.Count == 3, "the event's turn");
        Assert.Equal(OrchestrationStatus.Suspended, Hub.Get("a")!.OrchestrationStatus);
        await Hub.ResumeAsync("a");
        await Eventually.True(
            () => Hub.Get("a")!.OrchestrationStatus == OrchestrationStatus.Running, "the resumption");
    }

    [Fact]
    [Trait("Protocol", "5.3")]
    public async Task An_action_the_hub_does_not_know_fails_the_instance_at_once()
    {
        var worker = new ScriptedWorker
        {
            OnTurn = r => Task.FromResult(Answer(r, new OrchestratorAction { Id = 4 }))
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync("Flow", null, "a");
        var state = await Hub.WaitForCompletionAsync("a");
        Assert.Equal("System.NotSupportedException", state!.FailureDetails.ErrorType);
        Assert.Single(worker.Turns);
    }

    [Fact]
    [Trait("Protocol", "5.2")]
    public async Task One_instance_never_has_two_turns_at_once()
    {
        var running = 0;
        var most = 0;
        var worker = new ScriptedWorker
        {
            OnTurn = async r =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                var seen = All(r).Count(e => e.EventRaised is not null);
                return seen == 50 ? Answer(r, Complete(0)) : Answer(r);
            }
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync("Flow", null, "a");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Hub.RaiseEventAsync("a", "go")));
        await Hub.WaitForCompletionAsync("a");
        Assert.Equal(1, most);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
