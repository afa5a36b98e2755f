using System.Text;
using k8s;
using k8s.Models;
using Landfall.Contracts;
using Landfall.Domain.Storage;
using Landfall.Kubernetes;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Adapters.Tests.Kubernetes;

/// <summary>Jobs that really run, on a cluster whose images are shell scripts.</summary>
public sealed class JobRunnerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static async Task<(JobReport Report, JobLook Look)> Run(JobBench bench, JobDesign design, JobAttempt? attempt = null)
    {
        attempt ??= Attempts.Of();
        var look = new JobLook(attempt, await bench.Runner.Apply(attempt, design, None));
        return (await bench.ReadToEnd(look), look);
    }

    [Fact]
    public async Task A_job_that_succeeds_says_what_it_pushed()
    {
        await using var bench = await JobBench.Start();
        await bench.Push(Attempts.Of(), JobBench.OneFile);

        var (report, look) = await Run(bench, JobBench.Design("echo '50 half'; mkdir -p $LANDFALL_ROOT/out/model"));

        Assert.Equal(JobState.Succeeded, report.State);
        Assert.Equal(
            new JobOutput("flights-0123456789ab/train-1/manifest.json", JobBench.OneFile.Digest, 1, 3), report.Output);
        Assert.Equal("flights-0123456789ab-t1", look.Job.Name);
        Assert.Equal(
            (Containers.Training, ContainerAccess.Read, TimeSpan.FromMinutes(70)), Assert.Single(bench.Links.Given));
    }

    [Fact]
    public async Task A_job_that_succeeds_and_pushed_nothing_has_bad_output()
    {
        await using var bench = await JobBench.Start();
        var (report, _) = await Run(bench, JobBench.Design("true"));
        Assert.Equal((JobState.Failed, JobCause.BadOutput), (report.State, report.Cause));
        Assert.Contains("landfall-outputs/flights-0123456789ab/train-1/manifest.json", report.Message);
    }

    [Fact]
    public async Task A_trainer_that_fails_is_quoted()
    {
        await using var bench = await JobBench.Start();
        var (report, _) = await Run(bench, JobBench.Design("echo 'ValueError: no rows'; exit 42"));
        Assert.Equal((JobState.Failed, JobCause.OwnFailure, 42), (report.State, report.Cause, report.ExitCode));
        Assert.StartsWith("the trainer failed (exit code 42)", report.Message);
        Assert.EndsWith("ValueError: no rows", report.Message);
    }

    /// <summary>Predict gives up while the server, which fell, has just been started again and has not said anything yet.</summary>
    [Fact]
    public async Task A_server_that_fell_is_quoted_though_its_next_life_is_silent()
    {
        await using var bench = await JobBench.Start();
        var design = JobBench.Design("true");
        var server = PodParts.Container(
            JobContainers.Server, "sh", new Dictionary<string, string>(), [], PodResources.Of(new("100m", "64Mi")),
            PodParts.Mount("work", PodParts.Root));
        server.Args = ["[ -e $LANDFALL_ROOT/fell ] && touch $LANDFALL_ROOT/again && sleep 100; "
            + "touch $LANDFALL_ROOT/fell; echo model.json is garbage; exit 1"];
        server.RestartPolicy = "Always";
        design.Pod.InitContainers = [server];
        design.Pod.Containers =
        [
            PodParts.Agent(
                JobContainers.Predict, "sh", ["while [ ! -e $LANDFALL_ROOT/again ]; do sleep 0.1; done; echo not ready; exit 6"], [],
                PodParts.Mount("work", PodParts.Root)),
        ];

        var (report, _) = await Run(bench, design);

        Assert.Equal((JobState.Failed, JobCause.OwnFailure, 6), (report.State, report.Cause, report.ExitCode));
        Assert.EndsWith("model.json is garbage\n\nnot ready", report.Message);
    }

    [Fact]
    public async Task A_trainer_that_takes_too_much_memory_is_told_so()
    {
        await using var bench = await JobBench.Start();
        var (report, _) = await Run(bench, JobBench.Design("head -c 300000000 /dev/zero | tail | sleep 20"));
        Assert.Equal((JobState.Failed, JobCause.OutOfMemory), (report.State, report.Cause));
        Assert.Contains("64Mi", report.Message);
    }

    [Fact]
    public async Task A_trainers_secrets_do_not_reach_the_message()
    {
        await using var bench = await JobBench.Start();
        await bench.Api.CoreV1.CreateNamespacedSecretAsync(
            new V1Secret
            {
                Metadata = new() { Name = "wandb" },
                Data = new Dictionary<string, byte[]> { ["value"] = Encoding.UTF8.GetBytes("hunter2-hunter2") },
            },
            "default");

        var (report, _) = await Run(bench, JobBench.Design(
            "echo key $KEY is wrong; exit 1", env: [PodParts.EnvFromSecret("KEY", "wandb", "value")]));

        Assert.EndsWith("key *** is wrong", report.Message);
    }

    [Fact]
    public async Task A_trainer_that_wrote_no_model_is_told_so()
    {
        await using var bench = await JobBench.Start();
        var (report, _) = await Run(bench, JobBench.Design("true", push: "exit 4"));
        Assert.Equal((JobCause.BadOutput, 4), (report.Cause, report.ExitCode));
        Assert.Contains("the trainer wrote no model", report.Message);
    }

    [Fact]
    public async Task A_push_that_fails_is_not_the_trainers_fault()
    {
        await using var bench = await JobBench.Start();
        var (report, _) = await Run(bench, JobBench.Design("true", push: "echo storage is away >&2; exit 5"));
        Assert.Equal((JobCause.Storage, 5), (report.Cause, report.ExitCode));
        Assert.Contains("storage is away", report.Message);
    }

    [Fact]
    public async Task An_input_that_was_altered_fails_the_fetch()
    {
        await using var bench = await JobBench.Start();
        var (report, _) = await Run(bench, JobBench.Design("true", fetch: "echo altered manifest >&2; exit 3"));
        Assert.Equal((JobCause.Fetch, 3), (report.Cause, report.ExitCode));
        Assert.Contains("altered", report.Message);
    }

    [Fact]
    public async Task An_unknown_image_is_waited_for_and_then_fails_with_the_kubelets_words()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var job = await bench.Runner.Apply(attempt, JobBench.Design("true", image: "registry.local/none:1"), None);
        var look = new JobLook(attempt, job);
        await bench.ReadUntil(look, report => report.Progress?.Contains("has not come yet", StringComparison.Ordinal) == true);

        bench.Time.Advance(TimeSpan.FromMinutes(10));
        var report = await bench.ReadToEnd(look);
        Assert.Equal((JobState.Failed, JobCause.ImagePull), (report.State, report.Cause));
        Assert.Contains("registry.local/none:1", report.Message);
        Assert.Contains("images.yaml", report.Message);
    }

    [Fact]
    public async Task A_deadline_is_a_cause_of_its_own()
    {
        await using var bench = await JobBench.Start();
        var (report, _) = await Run(bench, JobBench.Design("sleep 100"), Attempts.Of(deadline: TimeSpan.FromSeconds(1)));
        Assert.Equal((JobState.Failed, JobCause.Deadline), (report.State, report.Cause));
        Assert.Contains("within 1s", report.Message);
    }

    [Fact]
    public async Task Progress_is_the_last_line_that_says_how_far()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var job = await bench.Runner.Apply(
            attempt, JobBench.Design("echo '10 first'; echo '40 second'; echo chatter; sleep 100"), None);
        var report = await bench.ReadUntil(new(attempt, job), report => report.Progress == "40 second");
        Assert.Equal(JobState.Running, report.State);
        await bench.Runner.Remove(new(attempt, job), None);
    }

    [Fact]
    public async Task Applying_twice_makes_one_and_its_links_go_with_it()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var design = JobBench.Design("sleep 100");

        var first = await bench.Runner.Apply(attempt, design, None);
        var second = await bench.Runner.Apply(attempt, JobBench.Design("exit 1"), None);

        Assert.Equal(first, second);
        var secret = await bench.Api.CoreV1.ReadNamespacedSecretAsync(JobNames.Links(first.Name), "default");
        Assert.Equal(first.Uid, Assert.Single(secret.Metadata.OwnerReferences).Uid);
        Assert.Contains("sig=verysecret", Encoding.UTF8.GetString(secret.Data["source"]));
        await bench.Runner.Remove(new(attempt, first), None);
        await bench.Runner.Remove(new(attempt, first), None);
        Assert.Empty((await bench.Api.CoreV1.ListNamespacedSecretAsync("default")).Items);
    }

    /// <summary>Chaos: an activity that was given out twice made the Job of an attempt again when its result was known already.</summary>
    [Fact]
    public async Task An_apply_that_comes_after_the_removal_makes_no_second_job()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var job = await bench.Runner.Apply(attempt, JobBench.Design("sleep 100"), None);
        await bench.Runner.Remove(new(attempt, job), None);
        await bench.ReadUntil(new(attempt, job), report => report.State == JobState.Gone);

        var late = await Assert.ThrowsAsync<TerminalFailure>(
            () => bench.Runner.Apply(attempt, JobBench.Design("sleep 100"), None));

        Assert.Contains("came late", late.Message);
        Assert.Empty((await bench.Api.BatchV1.ListNamespacedJobAsync("default")).Items);
        Assert.Empty((await bench.Api.CoreV1.ListNamespacedSecretAsync("default")).Items);
    }

    [Fact]
    public async Task A_job_that_someone_deleted_is_gone()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var job = await bench.Runner.Apply(attempt, JobBench.Design("sleep 100"), None);
        await bench.Api.BatchV1.DeleteNamespacedJobAsync(job.Name, "default", propagationPolicy: "Background");

        var report = await bench.ReadUntil(new(attempt, job), report => report.State == JobState.Gone);

        Assert.Equal(JobCause.Lost, report.Cause);
    }

    [Fact]
    public async Task Another_job_of_the_same_name_is_neither_read_nor_removed_as_ours()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var job = await bench.Runner.Apply(attempt, JobBench.Design("sleep 100"), None);
        var former = new JobLook(attempt, job with { Uid = "11111111-2222-3333-4444-555555555555" });

        Assert.Equal(JobState.Gone, (await bench.Runner.Read(former, None)).State);
        await bench.Runner.Remove(former, None);

        Assert.NotNull(await bench.Api.BatchV1.ReadNamespacedJobAsync(job.Name, "default"));
        await bench.Runner.Remove(new(attempt, job), None);
    }

    [Fact]
    public async Task A_foreign_job_under_our_name_is_refused()
    {
        await using var bench = await JobBench.Start();
        var foreign = new V1Job
        {
            Metadata = new() { Name = JobNames.Job(Attempts.Of()) },
            Spec = new()
            {
                Template = new()
                {
                    Spec = new() { RestartPolicy = "Never", Containers = [new() { Name = "x", Image = "sh", Args = ["true"] }] },
                },
            },
        };
        await bench.Api.BatchV1.CreateNamespacedJobAsync(foreign, "default");

        var refused = await Assert.ThrowsAsync<TerminalFailure>(
            () => bench.Runner.Apply(Attempts.Of(), JobBench.Design("true"), None));

        Assert.Contains("was not made for run flights-0123456789ab", refused.Message);
    }

    [Fact]
    public async Task A_job_that_is_still_being_deleted_is_waited_for()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var job = await bench.Runner.Apply(attempt, JobBench.Design("sleep 100"), None);
        await bench.Api.BatchV1.PatchNamespacedJobAsync(
            new V1Patch("""{"metadata":{"finalizers":["example.com/hold"]}}""", V1Patch.PatchType.MergePatch), job.Name, "default");
        await bench.Api.BatchV1.DeleteNamespacedJobAsync(job.Name, "default", propagationPolicy: "Background");

        await Assert.ThrowsAsync<ClusterUnavailableException>(
            () => bench.Runner.Apply(attempt, JobBench.Design("true"), None));
        Assert.Equal(JobState.Gone, (await bench.Runner.Read(new(attempt, job), None)).State);
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_cannot_be_mended_by_repetition()
    {
        await using var bench = await JobBench.Start();
        var refused = await Assert.ThrowsAsync<TerminalFailure>(
            () => bench.Runner.Apply(Attempts.Of(), JobBench.Design("true") with { Namespace = "nowhere" }, None));
        Assert.Contains("nowhere", refused.Message);
    }

    [Fact]
    public async Task Jobs_of_runs_that_are_over_are_swept_and_others_are_left()
    {
        await using var bench = await JobBench.Start();
        var attempt = Attempts.Of();
        var job = await bench.Runner.Apply(attempt, JobBench.Design("sleep 100"), None);

        Assert.Empty(await bench.Runner.Sweep("default", _ => Task.FromResult(false), None));
        Assert.Equal(
            [job.Name], await bench.Runner.Sweep("default", run => Task.FromResult(run == attempt.Request.Run.Id), None));

        var report = await bench.ReadToEnd(new(attempt, job));
        Assert.Equal(JobState.Gone, report.State);
    }

    [Fact]
    public async Task A_job_that_the_cluster_refuses_leaves_no_links()
    {
        await using var bench = await JobBench.Start();
        var design = JobBench.Design("true");
        design.Pod.Containers = [];

        await Assert.ThrowsAsync<TerminalFailure>(() => bench.Runner.Apply(Attempts.Of(), design, None));

        Assert.Empty((await bench.Api.CoreV1.ListNamespacedSecretAsync("default")).Items);
    }
}
