using Landfall.Contracts;

namespace Landfall.EndToEnd.Tests.Platform;

[Collection(PlatformTests.Name)]
public sealed class ExperimentTests(SharedPlatform shared)
{
    private readonly LandfallPlatform platform = shared.Platform;

    [Fact]
    public async Task An_experiment_runs_beside_a_delivery_in_its_own_namespace_and_leaves_a_report_alone()
    {
        const string Pipeline = "tried";
        await platform.Runs.Apply(Pipeline, Toys.Pipeline(Pipeline));
        var first = await platform.Runs.Deliver(Pipeline, "day-1");
        Assert.True(first.Verdict == Verdict.Promoted, Runs.Tell(first));

        platform.Toys.Hold(Pipeline);
        await platform.Runs.Land(Pipeline, "day-2", seed: 1);
        await platform.Runs.Reaches(Pipeline, "day-2", "trained", StepState.Running);
        var id = await platform.Runs.Try(Pipeline, "try-1", "train.env.TOY_NOTE=1", "train.deadline=20m");
        Assert.Equal(id, await platform.Runs.Try(Pipeline, "try-1", "train.env.TOY_NOTE=1", "train.deadline=20m"));
        await platform.Runs.UntilRun(id, "its trainer runs", _ => platform.Toys.Trainings(Pipeline).Count == 3);
        var job = Assert.Single(await platform.Cluster.Jobs(id));
        Assert.Equal(("landfall-experiments-train", $"{id}-t1"), (job.Metadata.NamespaceProperty, job.Metadata.Name));
        Assert.Contains(job.Spec.Template.Spec.InitContainers[1].Env, variable => variable is { Name: "TOY_NOTE", Value: "1" });
        platform.Toys.Release(Pipeline);

        var tried = await platform.Runs.UntilRun(id, "it has a verdict", run => run.Verdict is not null);
        Assert.True(tried.Verdict == Verdict.Evaluated, Runs.Tell(tried));
        Assert.Equal(["landed", "validated", "trained", "evaluated", "recorded"], tried.Steps.Select(step => step.Name));
        Assert.Equal(("in/day-2", 1), (tried.Run.Dataset.Name, tried.Champion!.Number));      // accepted, though its delivery still runs
        Assert.NotNull(tried.Artifacts!.Evaluation);

        // The delivery goes its way as if nothing had been: a version of its own, and people are asked.
        var second = await platform.Runs.Reaches(Pipeline, "day-2", "approved", StepState.Waiting);
        Assert.Equal(2, second.Version!.Number);
        await platform.Runs.Ask(second.Run.Id, "cancel");
        second = await platform.Runs.Ends(Pipeline, "day-2");
        Assert.True(second.Verdict == Verdict.Cancelled, Runs.Tell(second));
        Assert.Equal(2, (await platform.Runs.Model(Pipeline))["versions"]!.AsArray().Count);
        Assert.Equal(3, platform.Toys.Trainings(Pipeline).Count);
    }
}
