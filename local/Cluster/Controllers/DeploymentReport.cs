using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>The status of a Deployment: counts, Available, Progressing.</summary>
internal sealed class DeploymentReport(
    ControllerContext context, JsonObject deployment, JsonObject? current, IReadOnlyList<JsonObject> sets)
{
    /// <summary>Writes the status; the answer is when the progress deadline is to be looked at.</summary>
    public TimeSpan? Write()
    {
        var wanted = deployment.Number("spec", "replicas") ?? 1;
        var (replicas, updated) = (Sum("replicas"), current.Number("status", "replicas") ?? 0);
        var (ready, available) = (Sum("readyReplicas"), Sum("availableReplicas"));
        var complete = updated == wanted && replicas == wanted && available == wanted && current is not null;
        TimeSpan? wait = null;
        context.Writer.Update(KindTable.Deployment, deployment.Namespace(), deployment.Name(),
            WriteContext.Internal with { Subresource = "status" }, target =>
            {
                var before = (target["status"] as JsonObject)?.Copy() ?? [];
                JsonObject status = new() { ["observedGeneration"] = deployment.Number("metadata", "generation") ?? 1 };
                foreach (var (name, count) in new[]
                {
                    ("replicas", replicas), ("updatedReplicas", updated), ("readyReplicas", ready), ("availableReplicas", available),
                    ("unavailableReplicas", Math.Max(0, wanted - available)),
                })
                {
                    if (count > 0)
                        status[name] = count;
                }
                status["terminatingReplicas"] = Sum("terminatingReplicas");
                if (before["conditions"] is JsonArray conditions)
                    status["conditions"] = conditions.DeepClone();
                Availability(status, wanted, available);
                wait = Progress(status, before, complete);
                target["status"] = status;
                return target;
            });
        return wait;
    }

    private void Availability(JsonObject status, int wanted, int available)
    {
        var missing = deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable");
        var text = missing.Text() ?? missing?.ToJsonString() ?? "0";
        var allowed = text.EndsWith('%') ? int.Parse(text[..^1]) * wanted / 100 : int.Parse(text);
        if (available >= wanted - allowed)
            Set(status, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        else
            Set(status, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
    }

    private TimeSpan? Progress(JsonObject status, JsonObject before, bool complete)
    {
        var set = current?.Name() ?? "";
        if (deployment.Flag("spec", "paused"))
        {
            Set(status, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
            return null;
        }
        if (complete)
        {
            Set(status, "Progressing", "True", "NewReplicaSetAvailable", $"ReplicaSet \"{set}\" has successfully progressed.");
            return null;
        }
        var deadline = TimeSpan.FromSeconds(deployment.Number("spec", "progressDeadlineSeconds") ?? 600);
        var present = status.Items("conditions").FirstOrDefault(c => c.Text("type") == "Progressing");
        var moved = present is null || present.Text("message")?.Contains($"\"{set}\"", StringComparison.Ordinal) != true
            || present.Text("reason") is "NewReplicaSetAvailable" or "DeploymentPaused"
            || (present.Text("status") == "True" && More(status, before));
        if (moved)
            Set(status, "Progressing", "True", "ReplicaSetUpdated", $"ReplicaSet \"{set}\" is progressing.", touch: true);
        var last = status.Items("conditions").First(c => c.Text("type") == "Progressing");
        var left = last.Time("lastUpdateTime")!.Value + deadline - context.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
            return left;
        Set(status, "Progressing", "False", "ProgressDeadlineExceeded", $"ReplicaSet \"{set}\" has timed out progressing.");
        return null;
    }

    private static bool More(JsonObject status, JsonObject before) =>
        ((string[])["updatedReplicas", "readyReplicas", "availableReplicas"])
            .Any(name => (status.Number(name) ?? 0) > (before.Number(name) ?? 0));

    private void Set(JsonObject status, string type, string value, string reason, string message, bool touch = false)
    {
        status.Default("conditions", new JsonArray());
        var list = status["conditions"]!.AsArray();
        var old = list.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        if (!touch && old.Text("status") == value && old.Text("reason") == reason && old.Text("message") == message)
            return;
        var now = context.Writer.Now;
        var since = old.Text("status") == value ? old.Text("lastTransitionTime") : now;
        if (old is not null)
            list.Remove(old);
        list.Add(new JsonObject
        {
            ["type"] = type,
            ["status"] = value,
            ["lastUpdateTime"] = now,
            ["lastTransitionTime"] = since,
            ["reason"] = reason,
            ["message"] = message,
        });
    }

    private int Sum(string field) => sets.Sum(set => set.Number("status", field) ?? 0);
}
