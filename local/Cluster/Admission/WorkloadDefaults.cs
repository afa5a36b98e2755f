using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Admission;

/// <summary>Defaults of Job, Deployment and ReplicaSet.</summary>
internal static class WorkloadDefaults
{
    public static void Job(JsonObject job)
    {
        var spec = job.Child("spec");
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        if (spec["completions"] is null && spec["parallelism"] is null)
            spec["completions"] = 1;
        spec.Default("parallelism", 1);
        spec.Default("manualSelector", false);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        var uid = job.Uid();
        Dictionary<string, string> labels = new()
        {
            ["batch.kubernetes.io/controller-uid"] = uid,
            ["batch.kubernetes.io/job-name"] = job.Name(),
            ["controller-uid"] = uid,
            ["job-name"] = job.Name(),
        };
        var template = spec.Child("template");
        var own = template.Child("metadata").Child("labels");
        foreach (var (name, value) in labels)
            own[name] = value;
        // The Job itself carries its template's labels when it states none of its own, as the real server does.
        if (job.At("metadata", "labels") is null)
            job.Child("metadata")["labels"] = own.DeepClone();
        spec.Default("selector", new JsonObject
        {
            ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid },
        });
        foreach (var rule in spec.Items("podFailurePolicy", "rules"))
        {
            foreach (var condition in rule.Items("onPodConditions"))
                condition.Default("status", "True");
        }
        PodDefaults.Apply(template.Child("spec"), isPod: false);
        job.Default("status", new JsonObject());
    }

    public static void Deployment(JsonObject deployment)
    {
        var spec = deployment.Child("spec");
        spec.Default("replicas", 1);
        var strategy = spec.Child("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.Child("rollingUpdate").Default("maxUnavailable", "25%");
            strategy.Child("rollingUpdate").Default("maxSurge", "25%");
        }
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        PodDefaults.Apply(spec.Child("template").Child("spec"), isPod: false);
        deployment.Default("status", new JsonObject());
    }

    public static void ReplicaSet(JsonObject set)
    {
        set.Child("spec").Default("replicas", 1);
        PodDefaults.Apply(set.Child("spec").Child("template").Child("spec"), isPod: false);
        set.Default("status", new JsonObject { ["replicas"] = 0 });
    }
}
