using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Api;

/// <summary>The one word for a pod's state that kubectl prints.</summary>
internal static class PodReason
{
    public static string Of(JsonObject pod)
    {
        if (pod.IsDying())
            return "Terminating";
        var inits = pod.Items("status", "initContainerStatuses").ToArray();
        var specs = pod.Items("spec", "initContainers").ToArray();
        for (var i = 0; i < inits.Length; i++)
        {
            if (inits[i].At("state", "terminated") is { } done && done.Number("exitCode") != 0)
                return "Init:" + (done.Text("reason") ?? "Error");
            var sidecar = specs.ElementAtOrDefault(i).Text("restartPolicy") == "Always" && inits[i].Flag("started");
            if (inits[i].At("state", "terminated") is not null || sidecar)
                continue;
            return inits[i].Text("state", "waiting", "reason") is { } waiting and not "PodInitializing"
                ? "Init:" + waiting
                : $"Init:{i}/{inits.Length}";
        }
        var reason = pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "Pending";
        foreach (var status in pod.Items("status", "containerStatuses").Reverse())
        {
            reason = status.Text("state", "waiting", "reason")
                ?? status.Text("state", "terminated", "reason") ?? reason;
        }
        return reason;
    }
}
