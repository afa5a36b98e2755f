using Landfall.Worker.Protobuf;
using static Landfall.Engine.Tests.ScriptedWorker;

namespace Landfall.Engine.Tests;

public sealed class DurabilityTests : IAsyncDisposable
{
    private readonly HubFixture _fixture = new();

    [Fact]
    [Trait("Protocol", "5.1")]
    public async Task What_was_acknowledged_is_there_after_reopening()
    {
        await _fixture.Hub.StartAsync("Flow", "1", "a");
        await _fixture.Hub.RaiseEventAsync("a", "go", "2");
        await _fixture.Reopen();

        var worker = new ScriptedWorker();
        await using var _ = _fixture.Hub.Listen(worker.Listener(["flow"]));
        await Eventually.True(() => worker.Turns.Count == 1, "the first turn");
        Assert.True(worker.Turns.TryPeek(out var turn));
        Assert.Equal("1", turn.NewEvents[1].ExecutionStarted.Input);
        Assert.Equal("2", turn.NewEvents[2].EventRaised.Input);
    }

    [Fact]
    [Trait("Protocol", "5.2")]
    public async Task A_turn_cut_short_by_a_crash_is_delivered_again()
    {
        var never = new TaskCompletionSource<OrchestratorResponse>();
        var first = new ScriptedWorker { OnTurn = _ => never.Task };
        await _fixture.Hub.StartAsync("Flow", null, "a");
        var connection = _fixture.Hub.Listen(first.Listener(["Flow"]));
        await Eventually.True(() => first.Turns.Count == 1, "the turn is under way");
        await _fixture.Reopen();
        await connection.DisposeAsync();

        var second = new ScriptedWorker { OnTurn = r => Task.FromResult(Answer(r, Complete(0, "7"))) };
        await using var _ = _fixture.Hub.Listen(second.Listener(["Flow"]));
        var state = await _fixture.Hub.WaitForCompletionAsync("a");
        Assert.Equal("7", state!.Output);
    }

    [Fact]
    [Trait("Protocol", "5.5")]
    public async Task An_activity_cut_short_by_a_crash_runs_again()
    {
        var never = new TaskCompletionSource<ActivityResponse>();
        Task<OrchestratorResponse> Flow(OrchestratorRequest r) => Task.FromResult(
            All(r).FirstOrDefault(e => e.TaskCompleted is not null) is { } done
                ? Answer(r, Complete(1, done.TaskCompleted.Result))
                : Answer(r, Call(0, "Act", "5")));
        var first = new ScriptedWorker { OnTurn = Flow, OnTask = _ => never.Task };
        await _fixture.Hub.StartAsync("Flow", null, "a");
        _fixture.Hub.Listen(first.Listener(["Flow"], "Act"));
        await Eventually.True(() => first.Tasks.Count == 1, "the activity is under way");
        await _fixture.Reopen();

        var second = new ScriptedWorker { OnTurn = Flow };
        await using var _ = _fixture.Hub.Listen(second.Listener(["Flow"], "Act"));
        Assert.Equal("5", (await _fixture.Hub.WaitForCompletionAsync("a"))!.Output);
        Assert.Single(second.Tasks);
    }

    [Fact]
    [Trait("Protocol", "5.1")]
    public void A_second_process_is_refused_with_the_file_named()
    {
        var refusal = Assert.Throws<IOException>(() => _fixture.Open());
        Assert.Contains("hub.db", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Protocol", "5.1")]
    public async Task Many_starts_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => _fixture.Hub.StartAsync("Flow", null, $"i{i}")));
        await _fixture.Reopen();
        var page = _fixture.Hub.Query(new InstanceQuery { MaxInstanceCount = 5000 });
        Assert.Equal(2000, page.OrchestrationState.Count);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
