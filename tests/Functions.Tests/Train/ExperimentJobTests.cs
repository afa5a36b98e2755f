using Landfall.Contracts;
using Landfall.Domain.Experiments;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Evaluate.Jobs;
using Landfall.Functions.Train;
using Landfall.Functions.Train.Activities;
using Landfall.Functions.Train.Jobs;
using Landfall.Kubernetes.Jobs;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Train;

/// <summary>Where an experiment's Jobs are made, and that a sweep finds them there.</summary>
public sealed class ExperimentJobTests
{
    private const string Id = "flights-exp0123456789ab";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task They_are_designed_for_the_namespaces_and_the_queue_of_experiments()
    {
        var (pinned, attempt) = await Documents(new MemoryBlobStore(), queue: "research");
        var candidate = attempt with
        {
            Request = attempt.Request with { Role = "candidate", Model = new("flights", JobDocuments.Digest, "m.json", "") },
        };

        var train = await new TrainDesigner(pinned, new TrainOptions { AgentImage = "agent" }).Design(attempt, None);
        var evaluate = await new EvaluateDesigner(pinned, new EvaluateJobOptions { AgentImage = "agent" }, null!).Design(candidate, None);

        Assert.Equal(("landfall-experiments-train", "research"), (train.Namespace, train.Queue));
        Assert.Equal(("landfall-experiments-evaluate", "research"), (evaluate.Namespace, evaluate.Queue));
        Assert.Equal(("landfall-train", null), await Delivered());

        async Task<(string, string?)> Delivered()
        {
            var run = attempt.Request.Run with { Id = "flights-0123456789ab", Trigger = new("data") };
            var delivery = attempt with { Request = attempt.Request with { Run = run } };
            var design = await new TrainDesigner(pinned, new TrainOptions { AgentImage = "agent" }).Design(delivery, None);
            return (design.Namespace, design.Queue);
        }
    }

    [Fact]
    public async Task What_a_crash_left_of_one_is_swept_when_its_run_is_over_and_nothing_else_is()
    {
        await using var platform = await JobPlatform.Start(("trainer", ["/bin/sh", "-c", "sleep 600"]));
        var (manifest, digest) = await platform.Lay(Containers.Training, Id, ("train/part-0.csv", "a,b\n1,2\n"), ("spec.json", "{}"));
        var (pinned, attempt) = await Documents(
            platform.Blobs, queue: null, new(manifest, digest, 1, "", JobDocuments.Digest, 1, "", JobDocuments.Digest));
        var apply = new ApplyTrainJobActivity(
            new(pinned, new TrainOptions { AgentImage = "agent" }), platform.Runner, NullLogger<ApplyTrainJobActivity>.Instance);
        var job = await apply.Run(attempt, None);
        Assert.Equal(("landfall-experiments-train", $"{Id}-t1"), (job.Namespace, job.Name));

        var sweep = new JobSweep(platform.Runner, platform.Blobs, new BlobDocumentStore(platform.Blobs));
        Assert.Empty(await sweep.Run(ExperimentSpaces.AllTrain, None));
        await platform.Blobs.WriteJson(
            Paths.Status(Id), new RunStatus(attempt.Request.Run, [], default, Verdict: Verdict.Cancelled), None);
        Assert.Empty(await sweep.Run(ExperimentSpaces.AllEvaluate, None));
        Assert.Equal([$"{Id}-t1"], await sweep.Run(ExperimentSpaces.AllTrain, None));
    }

    private static async Task<(Domain.Documents.PinnedDocuments Pinned, JobAttempt Attempt)> Documents(
        IBlobStore blobs, string? queue, Split? split = null)
    {
        var store = new BlobDocumentStore(blobs);
        var spec = JobDocuments.Pipeline.Spec;
        var train = spec.Train with { Image = "trainer", Resources = new("100m", "64Mi") };
        var pipeline = await store.PutAsync(JobDocuments.Pipeline with { Spec = spec with { Train = train } }, None);
        var spaces = JobDocuments.Environment.Spec with
        {
            Experiments = new("landfall-experiments-train", "landfall-experiments-evaluate", queue),
        };
        var environment = JobDocuments.Environment with { Spec = spaces };
        await Console.Doors.Apply(blobs, environment);
        var attempt = JobDocuments.Attempt(new(pipeline, Domain.Documents.DocumentDigest.Of(environment), "sha256:po"), split: split);
        return (new(store), attempt with
        {
            Request = attempt.Request with { Run = attempt.Request.Run with { Id = Id, Trigger = new(Experiment.Kind, "try-1") } },
        });
    }
}
