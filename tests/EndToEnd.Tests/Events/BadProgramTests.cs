using Landfall.Contracts;
using Landfall.EndToEnd.Tests.Platform;

namespace Landfall.EndToEnd.Tests.Events;

/// <summary>Programs of a user that do not keep the contract: a clear reason, and nothing left behind.</summary>
[Collection(PlatformTests.Name)]
public sealed class BadProgramTests(SharedPlatform shared)
{
    private readonly LandfallPlatform platform = shared.Platform;

    [Theory]
    [InlineData("bad-exit", "toy-trainer-exit", "toy-server", Verdict.Failed, "exit code 3", "learning rate is a vegetable")]
    [InlineData("bad-empty", "toy-trainer-empty", "toy-server", Verdict.Failed, "wrote no model", "/landfall/out/model")]
    public async Task A_trainer_that_fails_ends_the_run_with_its_own_words(
        string pipeline, string trainer, string server, Verdict verdict, params string[] words)
    {
        await platform.Runs.Apply(pipeline, Toys.Pipeline(pipeline, trainer, server));
        await platform.Runs.Land(pipeline, "day-1");

        var run = await platform.Runs.Ends(pipeline, "day-1");

        Assert.True(run.Verdict == verdict, Runs.Tell(run));
        Assert.All(words, word => Assert.Contains(word, run.Reason, StringComparison.Ordinal));
        Assert.Single(platform.Toys.Trainings(pipeline));       // its own failure is not tried again
        Assert.Null(run.Version);
        Assert.Empty(await platform.Cluster.Jobs(pipeline));
        Assert.Empty(await platform.Cluster.Pods(pipeline));
    }
}
