using k8s.Models;
using Landfall.Contracts;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Adapters.Tests.Kubernetes;

public sealed class ExperimentJobsTests
{
    [Fact]
    public void An_experiment_s_job_and_pod_say_so_and_the_job_waits_in_its_queue()
    {
        var job = Job(new("experiment", "try-1"), "flights-exp0123456789ab", "research");

        Assert.Equal("flights-exp0123456789ab-t1", job.Metadata.Name);
        Assert.Equal(("true", "research"), (job.Metadata.Labels[JobNames.ExperimentLabel], job.Metadata.Labels[JobNames.QueueLabel]));
        Assert.Equal("true", job.Spec.Template.Metadata.Labels[JobNames.ExperimentLabel]);
        Assert.False(job.Spec.Template.Metadata.Labels.ContainsKey(JobNames.QueueLabel));
    }

    [Fact]
    public void A_delivery_s_job_has_neither()
    {
        var labels = Job(new("data"), "flights-0123456789ab", queue: null).Metadata.Labels;

        Assert.False(labels.ContainsKey(JobNames.ExperimentLabel) || labels.ContainsKey(JobNames.QueueLabel));
    }

    [Theory]
    [InlineData(true, "waiting in its queue")]
    [InlineData(null, "waiting for its pod")]
    public void A_job_that_a_queue_holds_back_is_said_to_wait_there(bool? suspended, string message)
    {
        var job = new V1Job { Metadata = new() { Name = "j" }, Spec = new() { Suspend = suspended, Template = new() } };

        Assert.Equal(new(JobState.Pending, Message: message), JobReading.Of(job, [], DateTimeOffset.UnixEpoch));
    }

    private static V1Job Job(RunTrigger trigger, string id, string? queue)
    {
        var attempt = Attempts.Of();
        attempt = attempt with { Request = attempt.Request with { Run = attempt.Request.Run with { Id = id, Trigger = trigger } } };
        return JobManifest.Job(attempt, new("landfall-experiments-train", new() { Containers = [] }, [], queue));
    }
}
