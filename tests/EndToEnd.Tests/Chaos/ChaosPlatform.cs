using Landfall.Contracts;

namespace Landfall.EndToEnd.Tests.Chaos;

/// <summary>A platform that is killed and started again; each test leaves it running for the next.</summary>
public sealed class ChaosPlatform : IAsyncLifetime
{
    public LandfallPlatform Platform { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Tests that kill need Linux: they read /proc.");
        Platform = await LandfallPlatform.Start("chaos");
    }

    public async ValueTask DisposeAsync()
    {
        if (Platform is not null)
            await Platform.DisposeAsync();
    }

    /// <summary>A run whose trainer is held.</summary>
    public async Task<RunStatus> InTraining(string pipeline)
    {
        Platform.Toys.Hold(pipeline);
        await Land(pipeline);
        await InTime.True(
            () => Platform.Toys.Trainings(pipeline).Count == 1, $"the trainer of {pipeline} runs",
            () => Task.FromResult(Platform.Log()));
        return await Platform.Runs.Reaches(pipeline, "day-1", "trained", StepState.Running);
    }

    /// <summary>A run that waits for a person.</summary>
    public async Task<RunStatus> InApproval(string pipeline)
    {
        await Land(pipeline);
        return await Platform.Runs.Reaches(pipeline, "day-1", "approved", StepState.Waiting);
    }

    /// <summary>A run whose candidate has all traffic and is watched.</summary>
    public async Task<RunStatus> InRollout(string pipeline)
    {
        await Land(pipeline);
        await Platform.Runs.Approve(pipeline, "day-1");
        return await Platform.Runs.Until(pipeline, "day-1", "its candidate has all traffic", run => run.Traffic == 100);
    }

    /// <summary>The right verdict; and however often anything was killed, each thing happened once.</summary>
    /// <param name="trainings">How many attempts at training there may have been.</param>
    public async Task HappenedOnce(string pipeline, int trainings = 1)
    {
        var run = await Platform.Runs.Ends(pipeline, "day-1");
        Assert.True(run.Verdict == Verdict.Promoted, $"{Runs.Tell(run)}\n{Platform.Log()}");
        Assert.Single(await Platform.Runs.Of(pipeline));

        var jobs = await Platform.Cluster.JobsEver(run.Run.Id);
        Assert.Equal(jobs.Select(job => job.Name).Distinct(), jobs.Select(job => job.Name));
        Assert.Equal(
            [$"{run.Run.Id}-c1", .. Enumerable.Range(1, trainings).Select(attempt => $"{run.Run.Id}-t{attempt}")],
            jobs.Select(job => job.Name));
        Assert.Equal(trainings, Platform.Toys.Trainings(pipeline).Count);
        Assert.Empty(await Platform.Cluster.Jobs(pipeline));

        var model = await Platform.Runs.Model(pipeline);
        Assert.Single(model["versions"]!.AsArray());
        Assert.Single(model["champion"]!.AsArray());
    }

    public async Task HappenedOnce(IEnumerable<string> pipelines)
    {
        foreach (var pipeline in pipelines)
            await HappenedOnce(pipeline);
    }

    /// <summary>A person says yes to each.</summary>
    public Task Approve(params string[] pipelines) =>
        Task.WhenAll(pipelines.Select(pipeline => Platform.Runs.Approve(pipeline, "day-1")));

    private async Task Land(string pipeline)
    {
        await Platform.Runs.Apply(pipeline, Toys.Pipeline(pipeline, bake: "6s"));
        await Platform.Runs.Land(pipeline, "day-1");
    }
}

/// <summary>One after another on <see cref="ChaosPlatform"/>: two platforms that start at once would only wait for each other.</summary>
[CollectionDefinition(Name)]
public sealed class ChaosTests : ICollectionFixture<ChaosPlatform>
{
    public const string Name = "chaos";
}
