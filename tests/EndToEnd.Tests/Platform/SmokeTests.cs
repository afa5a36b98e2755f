using Landfall.Contracts;

namespace Landfall.EndToEnd.Tests.Platform;

public sealed class SmokeTests(SharedPlatform shared) : IAsyncLifetime
{
    private LandfallPlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await shared.Up();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Data_lands_and_its_model_serves_all_traffic()
    {
        const string Pipeline = "smoke";
        await platform.Runs.Apply(Pipeline, Toys.Pipeline(Pipeline));

        var run = await platform.Runs.Deliver(Pipeline, "day-1");

        Assert.True(run.Verdict == Verdict.Promoted, Runs.Tell(run));
        Assert.Single(platform.Toys.Trainings(Pipeline));
    }
}
