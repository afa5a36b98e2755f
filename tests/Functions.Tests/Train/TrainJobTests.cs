using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Functions.Train;
using Landfall.Functions.Train.Activities;
using Landfall.Functions.Train.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Train;

/// <summary>The app's activities, the real agent and a trainer that is a shell script, on the local cluster.</summary>
public sealed class TrainJobTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static async Task<(JobReport Report, JobLook Look)> Run(JobPlatform platform, bool altered = false)
    {
        var (manifest, digest) = await platform.Lay(
            Containers.Training, "flights-0123456789ab", ("train/part-0.csv", "a,b\n1,2\n"), ("spec.json", "{}"));
        var documents = await JobDocuments.Store(
            platform.Blobs, train => train with { Image = "trainer", Resources = new("100m", "64Mi") });
        var split = new Split(manifest, altered ? JobDocuments.Digest : digest, 1, "", JobDocuments.Digest, 1, "", JobDocuments.Digest);
        var attempt = documents.Attempt(split: split);
        var designer = new TrainDesigner(documents.Pinned, new TrainOptions { AgentImage = "agent" });

        var apply = new ApplyTrainJobActivity(designer, platform.Runner, NullLogger<ApplyTrainJobActivity>.Instance);
        var look = new JobLook(attempt, await apply.Run(attempt, None));
        Assert.Equal(look.Job, await apply.Run(attempt, None));
        return (await platform.ReadToEnd(look), look);
    }

    [Fact]
    public async Task What_the_trainer_makes_of_its_input_is_stored_with_its_digest()
    {
        await using var platform = await JobPlatform.Start(("trainer", ["/bin/sh", "-c",
            "mkdir -p $LANDFALL_ROOT/out/model; cat $LANDFALL_ROOT/in/train/part-0.csv > $LANDFALL_ROOT/out/model/model.txt"]));

        var (report, look) = await Run(platform);

        Assert.True(report.State == JobState.Succeeded, report.Message);
        Assert.Equal((1, 8), (report.Output!.Files, report.Output.Bytes));
        Assert.Equal("flights-0123456789ab/train-1/manifest.json", report.Output.Manifest);
        Assert.Equal(
            "a,b\n1,2\n", await platform.Text(Containers.Outputs, "flights-0123456789ab/train-1/files/model.txt"));

        var remove = new RemoveTrainJobActivity(platform.Runner, NullLogger<RemoveTrainJobActivity>.Instance);
        await remove.Run(look, None);
        await remove.Run(look, None);
        var read = new ReadTrainJobActivity(platform.Runner, NullLogger<ReadTrainJobActivity>.Instance);
        Assert.Equal(JobState.Gone, (await read.Run(look, None)).State);
    }

    [Fact]
    public async Task A_trainer_that_writes_no_model_has_bad_output()
    {
        await using var platform = await JobPlatform.Start(("trainer", ["/bin/sh", "-c", "true"]));
        var (report, _) = await Run(platform);
        Assert.Equal((JobState.Failed, JobCause.BadOutput, 4), (report.State, report.Cause, report.ExitCode));
        Assert.Contains("wrote no model", report.Message);
    }

    [Fact]
    public async Task An_input_that_is_not_what_was_split_off_is_not_trained_on()
    {
        await using var platform = await JobPlatform.Start(("trainer", ["/bin/sh", "-c", "true"]));
        var (report, _) = await Run(platform, altered: true);
        Assert.Equal((JobState.Failed, JobCause.Fetch, 3), (report.State, report.Cause, report.ExitCode));
        Assert.Contains("altered manifest", report.Message);
    }
}
