using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>Writes a pod's status as a kubelet does: phase, conditions, a status per container.</summary>
internal sealed class PodStatusWriter(
    KubeletContext context, JsonObject pod, IReadOnlyList<ContainerState> inits, IReadOnlyList<ContainerState> mains)
{
    /// <summary>A status that says nothing new is written again only so often: somebody else may have changed the pod.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private string? _said;
    private DateTimeOffset _saidAt;

    public void Write(string phase, bool initialized)
    {
        _said = null;
        Write(phase, initialized, static _ => { });
    }

    /// <summary>Many times a second, of every pod: what was just written is not compared with the whole pod again.</summary>
    public void Renew(string phase, bool initialized)
    {
        var now = context.Time.GetUtcNow();
        var says = string.Join('\n', inits.Concat(mains).Select(container => container.Status().ToJsonString()).Append($"{phase} {initialized}"));
        if (says == _said && now - _saidAt < Again)
            return;
        Write(phase, initialized, static _ => { });
        (_said, _saidAt) = (says, now);
    }

    /// <summary>The pod is over because it was taken away.</summary>
    public void Disrupted(bool initialized, string reason, string message) => Write("Failed", initialized, status =>
    {
        status["reason"] = "Terminated";
        status["message"] = message;
        Condition(status, "DisruptionTarget", true, reason);
        status["conditions"]!.AsArray().OfType<JsonObject>().First(c => c.Text("type") == "DisruptionTarget")["message"] = message;
    });

    private void Write(string phase, bool initialized, Action<JsonObject> more)
    {
        context.Cluster.Store.Change(new Store.ObjectKey(KindTable.Pod, pod.Namespace(), pod.Name()), present =>
        {
            if (present is null || present.Uid() != pod.Uid())
                return present;
            var status = present.Child("status");
            status["phase"] = phase;
            more(status);
            var ready = phase == "Running" && mains.All(container => container.Ready)
                && inits.Where(container => container.IsSidecar).All(container => container.Ready || !container.IsRunning);
            var done = phase == "Succeeded" ? "PodCompleted" : null;
            Condition(status, "Initialized", initialized || phase == "Succeeded", initialized ? done : "ContainersNotInitialized");
            Condition(status, "ContainersReady", ready, ready ? null : done ?? "ContainersNotReady");
            Condition(status, "Ready", ready, ready ? null : done ?? "ContainersNotReady");
            Condition(status, "PodScheduled", true, null);
            if (inits.Count > 0)
                status["initContainerStatuses"] = List(inits);
            status["containerStatuses"] = List(mains);
            return ObjectWriter.Gone(KindTable.Pod, present) ? null : present;
        });
    }

    private static JsonArray List(IReadOnlyList<ContainerState> containers) => [.. containers.Select(container => Clean(container.Status()))];

    private static JsonObject Clean(JsonObject node)
    {
        foreach (var (name, value) in node.ToArray())
        {
            if (value is null)
                node.Remove(name);
            else if (value is JsonObject child)
                Clean(child);
        }
        return node;
    }

    private void Condition(JsonObject status, string type, bool value, string? reason)
    {
        status.Default("conditions", new JsonArray());
        var list = status["conditions"]!.AsArray();
        var old = list.OfType<JsonObject>().FirstOrDefault(condition => condition.Text("type") == type);
        var word = value ? "True" : "False";
        if (old.Text("status") == word && old.Text("reason") == reason)
            return;
        JsonObject condition = new()
        {
            ["type"] = type,
            ["status"] = word,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = old.Text("status") == word ? old.Text("lastTransitionTime") : context.Cluster.Writer.Now,
        };
        if (reason is not null)
            condition["reason"] = reason;
        if (old is not null)
            list[list.IndexOf(old)] = condition;
        else
            list.Add(condition);
    }
}
