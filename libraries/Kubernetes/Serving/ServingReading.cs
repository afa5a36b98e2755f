using k8s.Models;

namespace Landfall.Kubernetes.Serving;

/// <summary>What a Deployment and its pods say. Pure.</summary>
internal static class ServingReading
{
    /// <summary>The agent's exit code for inputs that are missing, altered or not signed.</summary>
    private const int Refused = 3;

    /// <summary>A server may fall once or twice while it starts; more often is a server that does not start.</summary>
    private const int TooManyRestarts = 3;

    private static readonly HashSet<string> Hopeless = new(StringComparer.Ordinal)
    {
        "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError",
    };

    public static ServingState Of(V1Deployment deployment, IReadOnlyList<V1Pod> pods, int atLeast = 1)
    {
        var wanted = Math.Max(deployment.Spec.Replicas ?? 1, atLeast);
        var status = deployment.Status;
        var seen = status?.ObservedGeneration >= deployment.Metadata.Generation;
        var ready = seen ? Math.Min(status!.ReadyReplicas ?? 0, status.UpdatedReplicas ?? 0) : 0;
        var restarts = pods.Sum(Restarts);

        return new(
            ready >= wanted, ready, wanted, restarts, $"{ready} of {wanted} pods are ready",
            ready >= wanted ? null : pods.Select(Problem).FirstOrDefault(problem => problem is not null),
            ready >= wanted ? null : Blocked(status, pods));
    }

    /// <summary>The cluster makes no pod (a quota, an admission), or has no node for one.</summary>
    private static string? Blocked(V1DeploymentStatus? status, IReadOnlyList<V1Pod> pods) =>
        (status?.Conditions ?? []).FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True" })?.Message
        ?? pods.SelectMany(pod => pod.Status?.Conditions ?? []).FirstOrDefault(condition => condition is
        { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" })?.Message;

    public static int Restarts(V1Pod pod) => (pod.Status?.ContainerStatuses ?? []).Sum(status => status.RestartCount);

    public static bool IsReady(V1Pod pod) => pod.Metadata.DeletionTimestamp is null
        && (pod.Status?.Conditions ?? []).Any(condition => condition is { Type: "Ready", Status: "True" });

    /// <summary>The container whose log tells more than its status, and whether it runs again by now.</summary>
    public static (V1Pod Pod, string Container, bool RunsAgain)? Broken(IReadOnlyList<V1Pod> pods) => pods
        .SelectMany(pod => All(pod).Where(status => LastEnd(status) is { ExitCode: not 0 })
            .Select(status => ((V1Pod, string, bool)?)(pod, status.Name, status.State?.Running is not null)))
        .FirstOrDefault();

    private static string? Problem(V1Pod pod) => All(pod).Select(status => Problem(pod, status))
        .FirstOrDefault(problem => problem is not null);

    private static string? Problem(V1Pod pod, V1ContainerStatus status)
    {
        if (status.State?.Waiting is { } waiting && Hopeless.Contains(waiting.Reason ?? ""))
            return $"{pod.Metadata.Name}/{status.Name}: {waiting.Reason}: {waiting.Message}";

        return (status.Name, LastEnd(status)) switch
        {
            (ServingManifest.Fetch, { ExitCode: Refused } end) =>
                $"the agent refused the version: {Words(end, "it is missing, altered, or not signed by a trusted key")}",
            (_, { ExitCode: not 0 } end) when status.RestartCount >= TooManyRestarts =>
                $"{pod.Metadata.Name}/{status.Name} ended {status.RestartCount} times, last with exit code {end.ExitCode}"
                + $"{(end.Reason == "OOMKilled" ? " (out of memory)" : "")}: {Words(end, "see its log")}",
            _ => null,
        };
    }

    private static V1ContainerStateTerminated? LastEnd(V1ContainerStatus status) =>
        status.State?.Terminated ?? status.LastState?.Terminated;

    private static string Words(V1ContainerStateTerminated end, string otherwise) =>
        string.IsNullOrWhiteSpace(end.Message) ? otherwise : end.Message.Trim();

    private static IEnumerable<V1ContainerStatus> All(V1Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);
}
