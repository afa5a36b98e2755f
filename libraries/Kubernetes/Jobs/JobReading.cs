using k8s.Models;

namespace Landfall.Kubernetes.Jobs;

/// <summary>
/// What the state of a Job and its pod means. A Job says only that it failed; why is found in its pod alone, which may
/// be gone soon, so both are read at each look. Pure.
/// </summary>
internal static class JobReading
{
    public const string DisruptionTarget = "DisruptionTarget";

    /// <summary>The image will not come by waiting: its name or the right to pull it has to be mended.</summary>
    private static readonly HashSet<string> ImageReasons =
        ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError"];

    /// <summary>Reasons a kubelet or a node controller writes on a pod it gave up.</summary>
    private static readonly HashSet<string> TakenReasons =
        ["Evicted", "Preempting", "NodeShutdown", "Terminated", "Shutdown", "NodeAffinity", "UnexpectedAdmissionError"];

    public static JobFinding Of(V1Job job, IReadOnlyList<V1Pod> pods)
    {
        var pod = pods.OrderByDescending(pod => pod.Metadata.CreationTimestamp).FirstOrDefault();

        if (Condition(job, "Complete") is not null)
            return new(JobState.Succeeded);

        // FailureTarget comes first and always leads to Failed, which waits until the pod is gone.
        if ((Condition(job, "Failed") ?? Condition(job, "FailureTarget")) is { } failed)
            return Failed(job, failed, pod);

        return pod is null ? new(JobState.Pending, Message: "waiting for its pod") : Underway(pod);
    }

    private static JobFinding Underway(V1Pod pod)
    {
        var containers = Containers(pod);
        if (containers.Find(status => ImageReasons.Contains(status.State?.Waiting?.Reason ?? "")) is { } image)
        {
            var waiting = image.State.Waiting;
            return JobFinding.Fail(
                JobCause.ImagePull,
                $"the image {image.Image} of container '{image.Name}' cannot be pulled ({waiting.Reason}): "
                + waiting.Message);
        }

        var running = containers.Where(status => status.State?.Running is not null).ToList();
        if ((running.Find(status => !IsSidecar(pod, status)) ?? running.FirstOrDefault()) is { } now)
        {
            return new(
                JobState.Running, Message: $"{now.Name} is running",
                LogOf: JobContainers.IsUsers(now.Name) ? now.Name : null);
        }

        var started = containers.Any(status => status.State?.Terminated is not null);
        return new(started ? JobState.Running : JobState.Pending, Message: Hindrance(pod, containers));
    }

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
        var time = TimeSpan.FromSeconds(job.Spec.ActiveDeadlineSeconds ?? 0);

        return JobFinding.Fail(
            JobCause.Deadline,
            $"it was not done within {time:c}{where}; raise the deadline in the pipeline, or do less") with
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
