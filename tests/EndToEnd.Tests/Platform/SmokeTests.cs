using Landfall.Contracts;

namespace Landfall.EndToEnd.Tests.Platform;

[Collection(PlatformTests.Name)]
public sealed class SmokeTests(SharedPlatform shared)
{
    private readonly LandfallPlatform platform = shared.Platform;

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
