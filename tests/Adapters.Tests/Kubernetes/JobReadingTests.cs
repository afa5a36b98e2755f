using System.Text.Json;
using k8s;
using k8s.Models;
using Landfall.Contracts;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Adapters.Tests.Kubernetes;

/// <summary>What states of Jobs and pods mean. Those of the control plane were recorded from a real one.</summary>
public sealed class JobReadingTests
{
    private static readonly DateTimeOffset Made = new(2026, 11, 23, 18, 57, 25, TimeSpan.Zero);
    private const string Backoff = "BackoffLimitExceeded";

    private static V1Job Job(string? condition = null, string reason = Backoff, string message = "limit") => new()
    {
        Metadata = new() { Name = "j" },
        Spec = new() { ActiveDeadlineSeconds = 90, Template = new() },
        Status = new()
        {
            Conditions = condition is null ? null : [new() { Status = "True", Type = condition, Reason = reason, Message = message }],
        },
    };

    private static V1Pod Pod(string status) => KubernetesJson.Deserialize<V1Pod>($$"""
        {"metadata":{"name":"j-x","creationTimestamp":"2026-11-23T18:57:25Z"},
         "spec":{"initContainers":[{"name":"fetch"},{"name":"trainer","resources":{"limits":{"memory":"4Gi"} } },
                                   {"name":"server","restartPolicy":"Always"}],
                 "containers":[{"name":"push"}]},
         "status":{{status}} }
        """);

    private static string Ended(string name, int code, string reason = "Error", string message = "") => $$$"""
        {"name":"{{{name}}}","image":"i","imageID":"","ready":false,"restartCount":0,
         "state":{"terminated":{"exitCode":{{{code}}},"reason":"{{{reason}}}","message":"{{{message}}}"} } }
        """;

    private static string Init(params string[] statuses) =>
        $$"""{"phase":"Failed","initContainerStatuses":[ {{string.Join(',', statuses)}} ]}""";

    private static V1Pod Recorded(string step)
    {
        var text = File.ReadAllText(SourceTree.At("tests", "captures", "kubernetes", "02d-disrupted-pods.json"));
        using var captures = JsonDocument.Parse(text);
        var exchange = captures.RootElement.GetProperty("exchanges").EnumerateArray()
            .Single(exchange => exchange.GetProperty("step").GetString()!.StartsWith(step, StringComparison.Ordinal));
        return KubernetesJson.Deserialize<V1Pod>(exchange.GetProperty("pod").GetRawText());
    }

    [Theory]
    [InlineData("the pod right after: DisruptionTarget", JobCause.Evicted, "EvictionByEvictionAPI")]
    [InlineData("preempted pod: DisruptionTarget", JobCause.Evicted, "PreemptionByScheduler")]
    [InlineData("node object deleted: PodGC", JobCause.Lost, "DeletionByPodGC")]
    public void A_pod_that_was_taken_away_is_known_by_its_recorded_condition(string step, JobCause cause, string reason)
    {
        var finding = JobReading.Of(Job("Failed"), [Recorded(step)], Made);
        Assert.Equal((JobState.Failed, cause), (finding.State, finding.Cause));
        Assert.Contains(reason, finding.Message);
    }

    [Fact]
    public void An_evicted_pod_that_is_gone_already_is_known_by_the_jobs_message()
    {
        var job = Job("Failed", "PodFailurePolicy", "Pod a/b has condition DisruptionTarget matching FailJob rule at index 0");
        Assert.Equal(JobCause.Evicted, JobReading.Of(job, [], Made).Cause);
    }

    [Fact]
    public void A_pod_that_is_gone_without_a_word_is_lost() =>
        Assert.Equal(JobCause.Lost, JobReading.Of(Job("Failed"), [], Made).Cause);

    [Fact]
    public void A_kubelets_eviction_is_known_by_the_pods_reason()
    {
        var pod = Pod("""{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory."}""");
        var finding = JobReading.Of(Job("Failed"), [pod], Made);
        Assert.Equal(JobCause.Evicted, finding.Cause);
        Assert.Contains("low on resource", finding.Message);
    }

    [Fact]
    public void Out_of_memory_names_the_limit()
    {
        var finding = JobReading.Of(
            Job("Failed"), [Pod(Init(Ended("fetch", 0, "Completed"), Ended("trainer", 137, "OOMKilled")))], Made);
        Assert.Equal((JobCause.OutOfMemory, 137), (finding.Cause, finding.ExitCode));
        Assert.Contains("4Gi", finding.Message);
    }

    [Theory]
    [InlineData("fetch", 3, JobCause.Fetch)]
    [InlineData("fetch-model", 3, JobCause.Fetch)]
    [InlineData("fetch-data", 5, JobCause.Storage)]
    [InlineData("fetch-data", 2, JobCause.Fetch)]
    [InlineData("trainer", 1, JobCause.OwnFailure)]
    [InlineData("trainer", 137, JobCause.Lost)]
    [InlineData("predict", 137, JobCause.Lost)]
    [InlineData("trainer", 5, JobCause.OwnFailure)]
    [InlineData("push", 3, JobCause.BadOutput)]
    [InlineData("push", 4, JobCause.BadOutput)]
    [InlineData("push", 5, JobCause.Storage)]
    [InlineData("push", 7, JobCause.Push)]
    [InlineData("predict", 6, JobCause.OwnFailure)]
    [InlineData("predict", 3, JobCause.Fetch)]
    [InlineData("predict", 5, JobCause.Storage)]
    [InlineData("predict", 134, JobCause.Push)]
    public void Who_failed_and_how_decides_the_cause(string container, int code, JobCause cause)
    {
        var finding = JobReading.Of(Job("Failed"), [Pod(Init(Ended(container, code)))], Made);
        Assert.Equal((JobState.Failed, cause, code), (finding.State, finding.Cause, finding.ExitCode));
    }

    [Fact]
    public void The_exit_code_of_a_sidecar_that_was_ended_says_nothing()
    {
        var finding = JobReading.Of(Job("Failed"), [Pod(Init(Ended("server", 143), Ended("predict", 5)))], Made);
        Assert.Equal((JobCause.Storage, 5), (finding.Cause, finding.ExitCode));
    }

    [Fact]
    public void A_server_that_did_not_answer_is_explained_by_its_own_log_too()
    {
        var finding = JobReading.Of(Job("Failed"), [Pod(Init(Ended("predict", 6)))], Made);
        Assert.Equal((JobContainers.Predict, JobContainers.Server), (finding.LogOf, finding.AlsoLogOf));
    }

    [Theory]
    [InlineData(2, 1, "Error", JobState.Running, JobCause.None)]
    [InlineData(3, 1, "Error", JobState.Failed, JobCause.OwnFailure)]
    [InlineData(3, 137, "OOMKilled", JobState.Failed, JobCause.OutOfMemory)]
    public void A_server_that_falls_again_and_again_is_not_waited_for(int restarts, int code, string reason, JobState state, JobCause cause)
    {
        var finding = JobReading.Of(Job(), [Pod($$$"""
            {"phase":"Pending","initContainerStatuses":[{"name":"server","image":"i","imageID":"","ready":false,
             "restartCount":{{{restarts}}},"state":{"waiting":{"reason":"CrashLoopBackOff"} },
             "lastState":{"terminated":{"exitCode":{{{code}}},"reason":"{{{reason}}}","message":"not a model"} } }],
             "containerStatuses":[{"name":"predict","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{} } }]}
            """)], Made);

        Assert.Equal((state, cause), (finding.State, finding.Cause));
        if (state == JobState.Failed)
        {
            Assert.Equal((code, "not a model", JobContainers.Server), (finding.ExitCode, finding.Text, finding.LogOf));
            Assert.Contains($"the server ended 3 times, last with exit code {code}", finding.Message);
        }
    }

    [Fact]
    public void A_container_whose_node_lost_sight_of_it_is_lost()
    {
        var finding = JobReading.Of(Job("Failed"), [Pod(Init(Ended("trainer", 137, "ContainerStatusUnknown")))], Made);
        Assert.Equal(JobCause.Lost, finding.Cause);
    }

    private static string WaitsForImage(string reason, string before = "") => $$$"""
        {"phase":"Pending","initContainerStatuses":[{{{before}}}{"name":"trainer","image":"acr.io/x","imageID":"","ready":false,
         "restartCount":0,"state":{"waiting":{"reason":"{{{reason}}}","message":"not found"} } }]}
        """;

    [Theory]
    [InlineData("ErrImagePull")]
    [InlineData("ImagePullBackOff")]
    public void An_image_that_does_not_come_is_waited_for_and_shown(string reason)
    {
        var finding = JobReading.Of(Job(), [Pod(WaitsForImage(reason))], Made + JobReading.PullGrace - TimeSpan.FromSeconds(1));
        Assert.Equal(JobState.Pending, finding.State);
        Assert.Contains("acr.io/x", finding.Message);
        Assert.Contains("has not come yet", finding.Message);
        Assert.Contains("not found", finding.Message);
    }

    [Fact]
    public void The_wait_for_an_image_begins_when_the_container_before_it_has_ended()
    {
        var fetched = Made.AddHours(1);
        var before = $$$"""
            {"name":"fetch","image":"i","imageID":"","ready":true,"restartCount":0,
             "state":{"terminated":{"exitCode":0,"finishedAt":"{{{fetched:yyyy-MM-ddTHH:mm:ssZ}}}"} } },
            """;
        Assert.Equal(JobState.Running, JobReading.Of(Job(), [Pod(WaitsForImage("ErrImagePull", before))], fetched.AddMinutes(1)).State);
        Assert.Equal(JobState.Failed, JobReading.Of(Job(), [Pod(WaitsForImage("ErrImagePull", before))], fetched.AddMinutes(2)).State);
    }

    [Theory]
    [InlineData("ErrImagePull", 120)]
    [InlineData("ImagePullBackOff", 3600)]
    [InlineData("InvalidImageName", 0)]
    [InlineData("ErrImageNeverPull", 0)]
    public void An_image_that_waiting_does_not_bring_fails(string reason, int seconds)
    {
        var finding = JobReading.Of(Job(), [Pod(WaitsForImage(reason))], Made.AddSeconds(seconds));
        Assert.Equal((JobState.Failed, JobCause.ImagePull), (finding.State, finding.Cause));
        Assert.Contains("acr.io/x", finding.Message);
        Assert.Contains("not found", finding.Message);
    }

    [Fact]
    public void A_deadline_counts_before_the_job_is_final_and_whatever_its_pod_says()
    {
        var finding = JobReading.Of(Job("FailureTarget", "DeadlineExceeded"), [Pod(Init(Ended("trainer", 143)))], Made);
        Assert.Equal(JobCause.Deadline, finding.Cause);
        Assert.Contains("90s", finding.Message);
        Assert.Contains("trainer", finding.Message);
    }

    [Fact]
    public void A_success_counts_only_when_it_is_final()
    {
        Assert.Equal(JobState.Pending, JobReading.Of(Job("SuccessCriteriaMet"), [], Made).State);
        Assert.Equal(JobState.Succeeded, JobReading.Of(Job("Complete"), [], Made).State);
    }

    [Fact]
    public void A_suspended_job_has_not_ended() =>
        Assert.Equal(JobState.Pending, JobReading.Of(Job("Suspended"), [], Made).State);

    [Fact]
    public void A_pod_without_a_node_says_what_the_scheduler_says()
    {
        var pod = Pod("""
            {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable",
             "message":"0/3 nodes are available: 3 Insufficient nvidia.com/gpu."}]}
            """);
        var finding = JobReading.Of(Job(), [pod], Made);
        Assert.Equal(JobState.Pending, finding.State);
        Assert.Contains("Insufficient nvidia.com/gpu", finding.Message);
    }

    [Fact]
    public void A_missing_secret_is_shown_while_the_pod_waits_for_it()
    {
        var finding = JobReading.Of(Job(), [Pod("""
            {"phase":"Pending","initContainerStatuses":[{"name":"trainer","image":"i","imageID":"","ready":false,"restartCount":0,
             "state":{"waiting":{"reason":"CreateContainerConfigError","message":"secret \"wandb\" not found"}}}]}
            """)], Made);
        Assert.Equal(JobState.Pending, finding.State);
        Assert.Contains("wandb", finding.Message);
    }
}
