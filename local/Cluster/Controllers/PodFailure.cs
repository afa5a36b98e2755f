using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>The rule of a Job's podFailurePolicy that a failed pod meets.</summary>
internal sealed record PodFailure(string Action, string Message)
{
    public static PodFailure? ByPolicy(JsonObject job, JsonObject pod)
    {
        if (pod.Text("status", "phase") != "Failed")
            return null;
        var index = 0;
        foreach (var rule in job.Items("spec", "podFailurePolicy", "rules"))
        {
            if (Exit(rule, pod, index) is { } byCode)
                return byCode;
            foreach (var wanted in rule.Items("onPodConditions"))
            {
                if (pod.Condition(wanted.Text("type")!).Text("status") == (wanted.Text("status") ?? "True"))
                    return new PodFailure(rule.Text("action")!, $"Pod {pod.Namespace()}/{pod.Name()} has condition " +
                        $"{wanted.Text("type")} matching {rule.Text("action")} rule at index {index}");
            }
            index++;
        }
        return null;
    }

    private static PodFailure? Exit(JsonObject rule, JsonObject pod, int index)
    {
        if (rule["onExitCodes"] is not JsonObject codes)
            return null;
        var values = codes["values"]!.AsArray().Select(value => value!.GetValue<int>()).ToArray();
        var only = codes.Text("containerName");
        var statuses = pod.Items("status", "initContainerStatuses").Concat(pod.Items("status", "containerStatuses"));
        foreach (var status in statuses.Where(status => only is null || status.Text("name") == only))
        {
            if (status.Number("state", "terminated", "exitCode") is not (not 0 and { } code))
                continue;
            if (values.Contains(code) == (codes.Text("operator") == "In"))
                return new PodFailure(rule.Text("action")!, $"Container {status.Text("name")} for pod {pod.Namespace()}/{pod.Name()} " +
                    $"failed with exit code {code} matching {rule.Text("action")} rule at index {index}");
        }
        return null;
    }
}
