using Landfall.Contracts;
using Landfall.Fakes;
using Landfall.Functions.Ingest.Triggers;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Ingest;

public sealed class LaneNewsTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeDurableTaskClient hub = new();
    private readonly LaneNews news;
    private readonly TaskCompletionSource isTold = new();
    private readonly ManualResetEventSlim goOn = new();

    public LaneNewsTests()
    {
        news = new(time);
        hub.OnRaise = _ =>
        {
            isTold.TrySetResult();
            goOn.Wait();
        };
    }

    [Fact]
    public async Task What_lands_while_a_lane_is_told_and_a_moment_longer_is_one_word()
    {
        var first = Tell("part-0.csv");
        await isTold.Task;
        var others = Task.WhenAll(Enumerable.Range(1, 200).Select(i => Tell($"part-{i}.csv")));
        goOn.Set();
        await first;
        Assert.False(others.IsCompleted);

        await Until(others);
        Assert.Equal(2, hub.Raised.Count);
    }

    [Fact]
    public async Task What_may_complete_a_dataset_speaks_for_all_at_once()
    {
        var first = Tell("part-0.csv");
        await isTold.Task;
        var others = Task.WhenAll(Tell("part-1.csv"), Tell("_SUCCESS", isSign: true), Tell("part-2.csv"));
        goOn.Set();

        await Task.WhenAll(first, others);
        Assert.Equal(["part-0.csv", "_SUCCESS"], hub.Raised.Select(raised => ((LandedNudge)raised.Payload!).Blob));
    }

    [Fact]
    public async Task A_word_that_is_lost_fails_everybody_who_waited_for_it_and_nobody_else()
    {
        goOn.Set();
        hub.OnRaise = _ => throw new IOException("the hub is away");
        var lost = Tell("part-0.csv");
        await Assert.ThrowsAsync<IOException>(() => lost);

        hub.OnRaise = _ => { };
        await Until(Tell("part-1.csv"));
        Assert.Single(hub.Raised);
    }

    [Fact]
    public async Task Lanes_do_not_wait_for_each_other()
    {
        var first = Tell("part-0.csv");
        await isTold.Task;
        hub.OnRaise = _ => { };

        await news.Tell(hub, "delays", new("flights", "part-0.csv", "0x1"), default);
        goOn.Set();
        await first;
        Assert.Equal(["lane-delays", "lane-flights"], hub.Raised.Select(raised => raised.Instance));
    }

    [Fact]
    public async Task Who_gives_up_ends_nothing_for_the_others()
    {
        var first = Tell("part-0.csv");
        await isTold.Task;
        using var impatient = new CancellationTokenSource();
        var gone = news.Tell(hub, "flights", new("flights", "part-1.csv", "0x1"), impatient.Token);
        var other = Tell("part-2.csv");
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        goOn.Set();
        await Until(Task.WhenAll(first, other));
        Assert.Equal(2, hub.Raised.Count);
    }

    private Task Tell(string blob, bool isSign = false) => news.Tell(hub, "flights", new("flights", blob, "0x1", isSign), default);

    private async Task Until(Task all)
    {
        while (!all.IsCompleted)
        {
            time.Advance(LaneNews.Moment);
            await Task.Yield();
        }

        await all;
    }
}
