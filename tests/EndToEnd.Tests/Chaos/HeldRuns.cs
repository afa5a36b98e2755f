using Landfall.Contracts;

namespace Landfall.EndToEnd.Tests.Chaos;

/// <summary>Runs that are brought to a moment and kept there while something is killed.</summary>
internal sealed class HeldRuns(LandfallPlatform platform)
{
    /// <summary>A run whose trainer is held.</summary>
    public async Task InTraining(string pipeline)
    {
        platform.Toys.Hold(pipeline);
        await Land(pipeline);
        await Trains(pipeline, 1);
        await platform.Runs.Reaches(pipeline, "day-1", "trained", StepState.Running);
    }

    /// <summary>Its trainer has been started this many times.</summary>
    public Task Trains(string pipeline, int times) => InTime.True(
        () => platform.Toys.Trainings(pipeline).Count == times, $"the trainer of {pipeline} was started {times} times",
        () => Task.FromResult(platform.Log()));

    /// <summary>A run that waits for a person.</summary>
    public async Task InApproval(string pipeline)
    {
        await Land(pipeline);
        await platform.Runs.Reaches(pipeline, "day-1", "approved", StepState.Waiting);
    }

    /// <summary>A run whose candidate has all traffic and is watched.</summary>
    public async Task InRollout(string pipeline)
    {
        await Land(pipeline);
        await ApprovedAndInRollout(pipeline);
    }

    /// <summary>The same, of a run that has landed before.</summary>
    public async Task ApprovedAndInRollout(string pipeline)
    {
        await Approve(pipeline);
        await platform.Runs.Until(pipeline, "day-1", "its candidate has all traffic", run => run.Traffic == 100);
    }

    /// <summary>A person says yes to each.</summary>
    public Task Approve(params string[] pipelines) =>
        Task.WhenAll(pipelines.Select(pipeline => platform.Runs.Approve(pipeline, "day-1")));

    /// <summary>The right verdict; and however often anything was killed, each thing happened once.</summary>
    /// <param name="trainings">How many attempts at training there may have been.</param>
    public async Task HappenedOnce(string pipeline, int trainings = 1)
    {
        var run = await platform.Runs.Ends(pipeline, "day-1");
        Assert.True(run.Verdict == Verdict.Promoted, $"{Runs.Tell(run)}\n{platform.Log()}");
        Assert.Single(await platform.Runs.Of(pipeline));

        var jobs = await platform.Cluster.JobsEver(run.Run.Id);
        Assert.Equal(jobs.Select(job => job.Name).Distinct(), jobs.Select(job => job.Name));
        Assert.Equal(
            [$"{run.Run.Id}-c1", .. Enumerable.Range(1, trainings).Select(attempt => $"{run.Run.Id}-t{attempt}")],
            jobs.Select(job => job.Name));
        Assert.Equal(trainings, platform.Toys.Trainings(pipeline).Count);
        Assert.Empty(await platform.Cluster.Jobs(pipeline));

        var model = await platform.Runs.Model(pipeline);
        Assert.Single(model["versions"]!.AsArray());
        Assert.Single(model["champion"]!.AsArray());
    }

    private async Task Land(string pipeline)
    {
        await platform.Runs.Apply(pipeline, Toys.Pipeline(pipeline, bake: "6s"));
        await platform.Runs.Land(pipeline, "day-1");
    }
}
