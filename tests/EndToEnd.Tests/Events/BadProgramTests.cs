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
        Says(run, words);
        Assert.Single(platform.Toys.Trainings(pipeline));       // its own failure is not tried again
        Assert.Null(run.Version);
        await IsClean(pipeline);
    }

    [Theory]
    [InlineData("bad-garbage", "toy-trainer-garbage", "toy-server", "is not valid JSON")]
    [InlineData("bad-mute", "toy-trainer", "toy-server-mute", "not ready within 10 s", "503")]
    public async Task A_server_that_cannot_be_asked_is_rejected_before_anyone_sees_its_model(
        string pipeline, string trainer, string server, params string[] words)
    {
        await platform.Runs.Apply(pipeline, Toys.Pipeline(pipeline, trainer, server, ready: "10s"));
        await platform.Runs.Land(pipeline, "day-1");

        var run = await platform.Runs.Ends(pipeline, "day-1");

        Assert.True(run.Verdict == Verdict.Rejected, Runs.Tell(run));
        Says(run, words);
        Assert.Null(run.Version);
        Assert.Null(run.ApprovalId);
        await IsClean(pipeline);
    }

    [Fact]
    public async Task An_image_that_nobody_knows_is_named_when_the_document_is_applied()
    {
        var (status, words) = await platform.Runs.TryApply("bad-image", Toys.Pipeline("bad-image", trainer: "nobody-made-this"));

        Assert.Equal(422, status);
        Assert.Contains("registry.local/nobody-made-this", words, StringComparison.Ordinal);
        Assert.Empty(await platform.Runs.Of("bad-image"));
    }

    // The whole reason is what tells why one of them is missing.
    private static void Says(RunStatus run, IEnumerable<string> words) =>
        Assert.All(words, word => Assert.True(
            run.Reason?.Contains(word, StringComparison.Ordinal) == true, $"expected '{word}' in: {run.Reason}"));

    private async Task IsClean(string pipeline)
    {
        Assert.Empty(await platform.Cluster.Jobs(pipeline));
        Assert.Empty(await platform.Cluster.Pods(pipeline));
    }
}
