using k8s.Models;
using Landfall.Contracts.Documents;

namespace Landfall.Kubernetes.Jobs;

/// <summary>
/// What the state of a Job and its pod means. A Job says only that it failed; why is found in its pod alone, which may
/// be gone soon, so both are read at each look. Pure.
/// </summary>
internal static class JobReading
{
    public const string DisruptionTarget = "DisruptionTarget";

    /// <summary>
    /// How long an image may fail to come. A registry that stumbles or a node without a network mends itself, and the
    /// kubelet asks about four times in this; a name or a right that is wrong does not.
    /// </summary>
    internal static readonly TimeSpan PullGrace = TimeSpan.FromMinutes(2);

    /// <summary>A pull failed, and the kubelet tries again.</summary>
    private static readonly HashSet<string> PullReasons = ["ErrImagePull", "ImagePullBackOff", "ImageInspectError", "RegistryUnavailable"];

    /// <summary>Nobody will ever pull that.</summary>
    private static readonly HashSet<string> HopelessReasons = ["InvalidImageName", "ErrImageNeverPull"];

    /// <summary>Reasons a kubelet or a node controller writes on a pod it gave up.</summary>
    private static readonly HashSet<string> TakenReasons =
        ["Evicted", "Preempting", "NodeShutdown", "Terminated", "Shutdown", "NodeAffinity", "UnexpectedAdmissionError"];

    /// <param name="now">By this machine's clock; the pod's times are by its node's, a few seconds apart.</param>
    public static JobFinding Of(V1Job job, IReadOnlyList<V1Pod> pods, DateTimeOffset now)
    {
        var pod = pods.OrderByDescending(pod => pod.Metadata.CreationTimestamp).FirstOrDefault();

        if (Condition(job, "Complete") is not null)
            return new(JobState.Succeeded);

        // FailureTarget comes first and always leads to Failed, which waits until the pod is gone.
        if ((Condition(job, "Failed") ?? Condition(job, "FailureTarget")) is { } failed)
            return Failed(job, failed, pod);

        if (pod is null)
            return new(JobState.Pending, Message: job.Spec?.Suspend == true ? "waiting in its queue" : "waiting for its pod");
        return Underway(pod, now);
    }

    private static JobFinding Underway(V1Pod pod, DateTimeOffset now)
    {
        var containers = Containers(pod);
        if (containers.Find(IsWithoutImage) is { } without)
            return WithoutImage(pod, without, now - WaitingSince(pod, containers));
        if (ContainerFailure.OfSidecar(pod) is { } fallen)
            return fallen;

        var running = containers.Where(status => status.State?.Running is not null).ToList();
        if ((running.Find(status => !IsSidecar(pod, status)) ?? running.FirstOrDefault()) is { } current)
        {
            return new(
                JobState.Running, Message: $"{current.Name} is running",
                LogOf: JobContainers.IsUsers(current.Name) ? current.Name : null);
        }

        var started = containers.Any(status => status.State?.Terminated is not null);
        return new(started ? JobState.Running : JobState.Pending, Message: Hindrance(pod, containers));
    }

    private static bool IsWithoutImage(V1ContainerStatus status) =>
        status.State?.Waiting?.Reason is { } reason && (PullReasons.Contains(reason) || HopelessReasons.Contains(reason));

    private static JobFinding WithoutImage(V1Pod pod, V1ContainerStatus status, TimeSpan waited)
    {
        var waiting = status.State.Waiting;
        var image = $"the image {status.Image} of container '{status.Name}'";
        var words = $"({waiting.Reason}): {waiting.Message}";
        if (HopelessReasons.Contains(waiting.Reason))
            return JobFinding.Fail(JobCause.ImagePull, $"{image} cannot be pulled {words}");
        var patience = DurationText.Format(PullGrace);
        if (waited >= PullGrace)
            return JobFinding.Fail(JobCause.ImagePull, $"{image} could not be pulled within {patience} {words}");

        var started = Containers(pod).Any(other => other.State?.Terminated is not null);
        return new(
            started ? JobState.Running : JobState.Pending,
            Message: $"{image} has not come yet, waiting up to {patience} {words}");
    }

    /// <summary>A container asks for its image when the one before it is done. Its waiting itself has no time.</summary>
    private static DateTimeOffset WaitingSince(V1Pod pod, List<V1ContainerStatus> containers) => containers
        .Select(status => status.State?.Terminated?.FinishedAt)
        .Append(pod.Status?.StartTime).Append(pod.Metadata.CreationTimestamp)
        .OfType<DateTime>().DefaultIfEmpty(DateTime.UnixEpoch)
        .Max(time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)));

    /// <summary>Why a pod does not start, in the words of the scheduler or the kubelet.</summary>
    private static string Hindrance(V1Pod pod, List<V1ContainerStatus> containers)
    {
        var unscheduled = pod.Status?.Conditions?.FirstOrDefault(
            condition => condition is { Type: "PodScheduled", Status: "False" });
        if (unscheduled is not null)
            return $"waiting for a node: {unscheduled.Message ?? unscheduled.Reason}";

        var waiting = containers.Find(status => status.State?.Waiting?.Message is not null)?.State.Waiting;
        return waiting is null ? "its pod is starting" : $"{waiting.Reason}: {waiting.Message}";
    }

    private static JobFinding Failed(V1Job job, V1JobCondition failed, V1Pod? pod)
    {
        if (failed.Reason == "DeadlineExceeded")
            return Late(job, pod);

        if (pod is null)
        {
            return failed.Message?.Contains(DisruptionTarget, StringComparison.Ordinal) == true
                ? JobFinding.Fail(JobCause.Evicted, $"its pod was taken away: {failed.Message}")
                : JobFinding.Fail(
                    JobCause.Lost, $"its pod is gone, and with it the reason ({failed.Reason}: {failed.Message})");
        }

        return Taken(pod) ?? ContainerFailure.Of(pod)
            ?? JobFinding.Fail(JobCause.Lost, $"its pod ended without a word ({failed.Reason}: {failed.Message})");
    }

    private static JobFinding Late(V1Job job, V1Pod? pod)
    {
        var containers = pod is null ? [] : Containers(pod);
        var at = containers.Find(status => status.State?.Running is not null && !IsSidecar(pod!, status))
            ?? containers.Find(status => status.State?.Terminated is { ExitCode: not 0 });
        var where = at is null ? "" : $" in '{at.Name}'";
        var time = DurationText.Format(TimeSpan.FromSeconds(job.Spec.ActiveDeadlineSeconds ?? 0));

        return JobFinding.Fail(
            JobCause.Deadline,
            $"it was not done within {time}{where}; raise the deadline in the pipeline, or do less") with
        {
            LogOf = at is not null && JobContainers.IsUsers(at.Name) ? at.Name : null,
        };
    }

    private static JobFinding? Taken(V1Pod pod)
    {
        var conditions = pod.Status?.Conditions ?? [];
        if (conditions.FirstOrDefault(c => c is { Type: DisruptionTarget, Status: "True" }) is { } disrupted)
        {
            var cause = disrupted.Reason == "DeletionByPodGC" ? JobCause.Lost : JobCause.Evicted;
            return JobFinding.Fail(cause, $"its pod was taken away ({disrupted.Reason}): {disrupted.Message}");
        }

        if (TakenReasons.Contains(pod.Status?.Reason ?? ""))
        {
            return JobFinding.Fail(
                JobCause.Evicted, $"its pod was taken away ({pod.Status!.Reason}): {pod.Status.Message}");
        }

        return pod.Status?.Reason == "NodeLost" || pod.Metadata.DeletionTimestamp is not null
            ? JobFinding.Fail(JobCause.Lost, $"its pod was deleted under it ({pod.Status?.Reason ?? "by someone"})")
            : null;
    }

    internal static List<V1ContainerStatus> Containers(V1Pod pod) =>
        [.. pod.Status?.InitContainerStatuses ?? [], .. pod.Status?.ContainerStatuses ?? []];

    internal static bool IsSidecar(V1Pod pod, V1ContainerStatus status) =>
        pod.Spec?.InitContainers?.Any(c => c.Name == status.Name && c.RestartPolicy == "Always") == true;

    private static V1JobCondition? Condition(V1Job job, string type) =>
        job.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type && condition.Status == "True");
}
