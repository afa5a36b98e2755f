using Google.Protobuf.WellKnownTypes;
using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;
using static Landfall.Engine.Tests.ScriptedWorker;

namespace Landfall.Engine.Tests;

public sealed class ClockTests : IAsyncDisposable
{
    private readonly HubFixture _fixture = new();

    private TaskHub Hub => _fixture.Hub;

    [Fact]
    [Trait("Protocol", "5.3")]
    public async Task Jumping_three_days_fires_every_due_timer_in_order()
    {
        var now = _fixture.Clock.GetUtcNow();
        int[] hours = [71, 3, 50, 1, 24];
        var worker = new ScriptedWorker
        {
            OnTurn = r => Task.FromResult(r.PastEvents.Count == 0
                ? Answer(r, [.. hours.Select((h, i) => Timer(i, now.AddHours(h))), Timer(9, now.AddDays(4))])
                : Answer(r))
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync("Flow", null, "a");
        await Hub.WaitForStartAsync("a");
        _fixture.Clock.Advance(TimeSpan.FromDays(3));
        await Eventually.True(() => Fired().Count() == hours.Length, "the due timers");
        Assert.Equal([3, 1, 4, 2, 0], Fired());

        IEnumerable<int> Fired() =>
            Hub.ReadHistory("a").Where(e => e.TimerFired is not null).Select(e => e.TimerFired.TimerId);
    }

    [Fact]
    [Trait("Protocol", "5.1")]
    public async Task A_timer_set_before_a_crash_fires_after_it()
    {
        var due = _fixture.Clock.GetUtcNow().AddHours(1);
        var worker = new ScriptedWorker
        {
            OnTurn = r => Task.FromResult(
                r.PastEvents.Count == 0 ? Answer(r, Timer(0, due)) : Answer(r, Complete(1)))
        };
        var listener = worker.Listener(["Flow"]);
        Hub.Listen(listener);
        await Hub.StartAsync("Flow", null, "a");
        await Hub.WaitForStartAsync("a");
        await _fixture.Reopen();
        _fixture.Clock.Advance(TimeSpan.FromHours(2));
        await using var _ = Hub.Listen(listener);
        var state = await Hub.WaitForCompletionAsync("a");
        Assert.Equal(OrchestrationStatus.Completed, state!.OrchestrationStatus);
    }

    [Fact]
    [Trait("Protocol", "4.7")]
    public async Task A_timer_may_fire_early_as_the_real_extension_does()
    {
        _fixture.TimersFireEarlyBy = TimeSpan.FromSeconds(1);
        await _fixture.Reopen();
        var due = _fixture.Clock.GetUtcNow().AddMinutes(1);
        var worker = new ScriptedWorker
        {
            OnTurn = r => Task.FromResult(r.PastEvents.Count == 0 ? Answer(r, Timer(0, due)) : Answer(r, Complete(1)))
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync("Flow", null, "a");
        await Hub.WaitForStartAsync("a");
        _fixture.Clock.Advance(TimeSpan.FromSeconds(59));

        await Hub.WaitForCompletionAsync("a");
        var fired = Hub.ReadHistory("a").Single(e => e.TimerFired is not null);
        Assert.Equal(due, fired.TimerFired.FireAt.ToDateTimeOffset());
        Assert.True(Hub.ReadHistory("a").Last(e => e.OrchestratorStarted is not null).Timestamp.ToDateTimeOffset() < due);
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task A_planned_start_waits_and_nothing_overtakes_it()
    {
        var at = _fixture.Clock.GetUtcNow().AddDays(1);
        var worker = new ScriptedWorker { OnTurn = r => Task.FromResult(Answer(r, Complete(0))) };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync(new CreateInstanceRequest
        {
            Name = "Flow",
            InstanceId = "a",
            ScheduledStartTimestamp = Timestamp.FromDateTimeOffset(at)
        });
        await Hub.RaiseEventAsync("a", "early");
        await Hub.StartAsync("Flow", null, "b");
        await Hub.WaitForCompletionAsync("b");
        Assert.Equal(OrchestrationStatus.Pending, Hub.Get("a")!.OrchestrationStatus);
        _fixture.Clock.Advance(TimeSpan.FromDays(1));
        await Hub.WaitForCompletionAsync("a");
        var turn = worker.Turns.Single(t => t.InstanceId == "a");
        Assert.NotNull(turn.NewEvents[1].ExecutionStarted);
        Assert.Equal("early", turn.NewEvents[2].EventRaised.Name);
    }

    [Fact]
    [Trait("Protocol", "5.5")]
    public async Task A_worker_that_crashes_is_given_the_turn_again_later_each_time_until_it_is_poison()
    {
        var worker = new ScriptedWorker { OnTurn = _ => throw new InvalidOperationException("gone") };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync("Flow", null, "a");
        for (var crash = 1; crash <= 10; crash++)
        {
            var expected = crash;
            await Eventually.True(() => worker.Turns.Count >= expected, $"delivery {expected}");
            await Eventually.True(() => PutBack() >= expected, "its end");
            Assert.Equal(crash, worker.Turns.Count);
            await Eventually.True(() => Advance(worker, expected), "the next delivery");
        }
        var state = await Hub.WaitForCompletionAsync("a");
        Assert.Equal("PoisonedOrchestration", state!.FailureDetails.ErrorType);
    }

    private int PutBack()
    {
        lock (_fixture.Log) return _fixture.Log.Count(l => l.Contains("put back"));
    }

    // The pause is set just after the delivery ended; the clock moves until it has been seen.
    private bool Advance(ScriptedWorker worker, int seen)
    {
        if (seen == 10 || worker.Turns.Count > seen) return true;
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        return false;
    }

    [Fact]
    [Trait("Protocol", "5.1")]
    public async Task Ten_thousand_waiting_instances_hold_no_memory()
    {
        var left = 10_000;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = new ScriptedWorker
        {
            OnTurn = r =>
            {
                if (Interlocked.Decrement(ref left) == 0) all.SetResult();
                return Task.FromResult(Answer(r, Timer(0, _fixture.Clock.GetUtcNow().AddDays(1))));
            }
        };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        var payload = $"\"{new string('x', 2000)}\"";
        await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => Hub.StartAsync("Flow", payload, $"i{i}")));
        await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
        worker.Turns.Clear();
        await Hub.WaitForStartAsync("i9999");
        var held = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(held < 16_000_000, $"{held / 1e6:F1} MB for 10 000 instances of 2 kB each");
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
