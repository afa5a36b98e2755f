using k8s.Models;

namespace Landfall.Kubernetes.Jobs;

/// <summary>Which container failed, and whose fault that is. Pure.</summary>
internal static class ContainerFailure
{
    // What the agent's exit codes mean; part of its contract.
    private const int Refused = 3;
    private const int NothingToPush = 4;
    private const int Storage = 5;
    private const int Server = 6;

    /// <summary>128 + SIGKILL. No program ends so by itself.</summary>
    private const int Killed = 137;

    /// <summary>A server may fall once or twice while it starts; more often is a server that does not run.</summary>
    private const int TooManyRestarts = 3;

    /// <summary>
    /// A sidecar is started again for ever, so its Job would wait for it until the deadline, and the log would be gone.
    /// </summary>
    /// <returns>Null while none of the user's has fallen too often.</returns>
    public static JobFinding? OfSidecar(V1Pod pod)
    {
        var fallen = JobReading.Containers(pod).Find(status =>
            status.RestartCount >= TooManyRestarts && JobContainers.IsUsers(status.Name) && JobReading.IsSidecar(pod, status));
        var end = fallen?.State?.Terminated ?? fallen?.LastState?.Terminated;
        if (fallen is null || end is null or { ExitCode: 0 })
            return null;

        return JobFinding.Fail(
            OutOfMemory(fallen) ? JobCause.OutOfMemory : JobCause.OwnFailure,
            $"the {fallen.Name} ended {fallen.RestartCount} times, last with exit code {end.ExitCode}"
            + (OutOfMemory(fallen) ? $": it ran out of memory{Limit(pod, fallen.Name)}" : "")) with
        {
            ExitCode = end.ExitCode,
            Text = string.IsNullOrWhiteSpace(end.Message) ? null : end.Message,
            LogOf = fallen.Name,
        };
    }

    /// <returns>Null when no container says that it failed.</returns>
    public static JobFinding? Of(V1Pod pod)
    {
        var containers = JobReading.Containers(pod);
        if (containers.Find(status => JobContainers.IsUsers(status.Name) && OutOfMemory(status)) is { } hungry)
        {
            return JobFinding.Fail(
                JobCause.OutOfMemory, $"the {hungry.Name} ran out of memory{Limit(pod, hungry.Name)}") with
            {
                ExitCode = Killed,
                LogOf = hungry.Name,
            };
        }

        // Init containers come first, so this is the first that failed. A sidecar is ended by the kubelet: its own
        // exit code says nothing.
        var failed = containers.Find(status =>
            status.State?.Terminated is { ExitCode: not 0 } && !JobReading.IsSidecar(pod, status));
        return failed is null ? null : Of(failed, failed.State.Terminated);
    }

    private static JobFinding Of(V1ContainerStatus status, V1ContainerStateTerminated end)
    {
        if (end.Reason == "ContainerStatusUnknown")
            return JobFinding.Fail(JobCause.Lost, $"the node lost sight of container '{status.Name}': {end.Message}");

        if (end.ExitCode == Killed)
        {
            return JobFinding.Fail(
                JobCause.Lost, $"container '{status.Name}' was killed from outside (exit code {Killed})") with
            {
                ExitCode = Killed,
                LogOf = JobContainers.IsUsers(status.Name) ? status.Name : null,
            };
        }

        var (cause, message) = Meaning(status.Name, end.ExitCode);
        var how = end.Reason is null or "Error" or "Completed" ? "" : $", {end.Reason}";
        return new(
            JobState.Failed, cause, $"{message} (exit code {end.ExitCode}{how})", end.ExitCode,
            string.IsNullOrWhiteSpace(end.Message) ? null : end.Message,
            status.Name,
            cause == JobCause.OwnFailure && status.Name == JobContainers.Predict ? JobContainers.Server : null);
    }

    private static (JobCause Cause, string Message) Meaning(string name, int exitCode) => (name, exitCode) switch
    {
        (not (JobContainers.Trainer or JobContainers.Server), Storage) =>
            (JobCause.Storage, $"'{name}' could not reach storage"),
        (JobContainers.Fetch or JobContainers.FetchModel or JobContainers.FetchData, Refused) =>
            (JobCause.Fetch, $"'{name}' refused its input: missing, altered, or not signed by a trusted key"),
        (JobContainers.Fetch or JobContainers.FetchModel or JobContainers.FetchData, _) =>
            (JobCause.Fetch, $"'{name}' could not bring its input"),
        (JobContainers.Trainer, _) => (JobCause.OwnFailure, "the trainer failed"),
        (JobContainers.Push, NothingToPush) =>
            (JobCause.BadOutput, "the trainer wrote no model: expected at least one file in /landfall/out/model"),
        (JobContainers.Push, Refused) => (JobCause.BadOutput, "the trainer's output was refused"),
        (JobContainers.Push, _) => (JobCause.Push, "the output could not be stored"),
        (JobContainers.Predict, Server) => (JobCause.OwnFailure, "the server could not answer for the holdout"),
        (JobContainers.Predict, Refused) => (JobCause.Fetch, "'predict' refused its input"),
        (JobContainers.Predict, _) => (JobCause.Push, "the predictions could not be made or stored"),
        _ => (JobCause.OwnFailure, $"container '{name}' failed"),
    };

    private static bool OutOfMemory(V1ContainerStatus status) =>
        status.State?.Terminated?.Reason == "OOMKilled" || status.LastState?.Terminated?.Reason == "OOMKilled";

    private static string Limit(V1Pod pod, string container)
    {
        var all = (pod.Spec?.InitContainers ?? []).Concat(pod.Spec?.Containers ?? []);
        var spec = all.FirstOrDefault(c => c.Name == container);
        return spec?.Resources?.Limits?.TryGetValue("memory", out var limit) == true ? $" (limit {limit})" : "";
    }
}
