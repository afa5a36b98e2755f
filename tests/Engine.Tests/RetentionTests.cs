using Google.Protobuf.WellKnownTypes;
using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;
using static Landfall.Engine.Tests.ScriptedWorker;

namespace Landfall.Engine.Tests;

public sealed class RetentionTests : IAsyncDisposable
{
    private readonly HubFixture _fixture = new();

    private TaskHub Hub => _fixture.Hub;

    [Fact]
    [Trait("Protocol", "6.4")]
    public async Task Ended_instances_go_a_month_after_their_end_and_living_ones_stay()
    {
        await Hub.StartAsync("Flow", null, "ended");
        await Hub.TerminateAsync("ended");
        await Hub.StartAsync("Flow", null, "alive");
        _fixture.Clock.Advance(TimeSpan.FromDays(29));
        await Hub.StartAsync("Flow", null, "later");
        await Hub.TerminateAsync("later");
        Assert.NotNull(Hub.Get("ended"));

        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        await Eventually.True(() => Hub.Get("ended") is null, "the ended instance goes");
        Assert.NotNull(Hub.Get("later"));
        Assert.NotNull(Hub.Get("alive"));
    }

    [Fact]
    [Trait("Protocol", "6.4")]
    public async Task What_became_too_old_while_the_hub_was_closed_goes_when_it_opens()
    {
        await Hub.StartAsync("Flow", null, "ended");
        await Hub.TerminateAsync("ended");
        await Hub.DisposeAsync();
        _fixture.Clock.Advance(TimeSpan.FromDays(40));
        await _fixture.Reopen();

        await Eventually.True(() => Hub.Get("ended") is null, "the ended instance goes");
    }

    [Fact]
    [Trait("Protocol", "5.4")]
    public async Task A_filter_purges_in_bites_and_stops_when_its_time_is_over()
    {
        const int many = 1200;
        await Task.WhenAll(Enumerable.Range(0, many).Select(i => Hub.StartAsync("Flow", null, $"i{i:0000}")));
        await Task.WhenAll(Enumerable.Range(0, many).Skip(1).Select(i => Hub.TerminateAsync($"i{i:0000}")));
        var filter = new PurgeInstanceFilter
        {
            RuntimeStatus = { OrchestrationStatus.Terminated },
            Timeout = Duration.FromTimeSpan(TimeSpan.Zero)
        };

        var first = await Hub.PurgeAsync(filter);
        filter.Timeout = null;
        var rest = await Hub.PurgeAsync(filter);

        Assert.False(first.IsComplete);
        Assert.InRange(first.DeletedInstanceCount, 1, 500);
        Assert.True(rest.IsComplete);
        Assert.Equal(many - 1, first.DeletedInstanceCount + rest.DeletedInstanceCount);
        Assert.Equal("i0000", Assert.Single(Hub.Query(new InstanceQuery()).OrchestrationState).InstanceId);
    }

    [Fact]
    [Trait("Protocol", "5.3")]
    public async Task A_child_without_an_id_fails_its_parent_instead_of_poisoning_the_hub()
    {
        var worker = new ScriptedWorker { OnTurn = r => Task.FromResult(Answer(r, Child(0, "Flow", ""))) };
        await using var _ = Hub.Listen(worker.Listener(["Flow"]));
        await Hub.StartAsync("Flow", null, "parent");

        var ended = await Hub.WaitForCompletionAsync("parent");
        Assert.Equal(OrchestrationStatus.Failed, ended!.OrchestrationStatus);
        Assert.Contains("names no instance id", ended.FailureDetails.ErrorMessage);
        Assert.Single(Hub.Query(new InstanceQuery()).OrchestrationState);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
