using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>Keeps as many pods as a ReplicaSet asks for; the least ready and the newest go first.</summary>
internal sealed class ReplicaSetController(ControllerContext context) : Reconciler(context)
{
    protected override ApiKind Kind => KindTable.ReplicaSet;

    protected override TimeSpan? Reconcile(string ns, string name)
    {
        if (Store.Get(Kind, ns, name) is not { } set)
            return null;
        var pods = Store.List(KindTable.Pod, ns).Items.Where(pod => PodMaker.OwnedBy(pod, set)).ToList();
        var live = pods.Where(pod => !pod.IsDying() && pod.Text("status", "phase") is not ("Failed" or "Succeeded")).ToList();
        if (!set.IsDying())
            Balance(set, live);
        Report(set, live, pods.Count(pod => pod.IsDying()));
        return null;
    }

    private void Balance(JsonObject set, List<JsonObject> live)
    {
        var wanted = set.Number("spec", "replicas") ?? 1;
        while (live.Count < wanted)
            live.Add(PodMaker.Create(Context, set));
        foreach (var extra in live.OrderBy(pod => pod.IsTrue("Ready"))
            .ThenByDescending(pod => pod.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
            .Take(live.Count - wanted).ToArray())
        {
            PodMaker.Delete(Context, extra);
            Context.Events.Normal(set, "SuccessfulDelete", $"Deleted pod: {extra.Name()}", "replicaset-controller");
            live.Remove(extra);
        }
    }

    private void Report(JsonObject set, List<JsonObject> live, int terminating) => Context.Writer.Update(
        Kind, set.Namespace(), set.Name(), WriteContext.Internal with { Subresource = "status" }, target =>
        {
            JsonObject status = new() { ["replicas"] = live.Count };
            var ready = live.Count(pod => pod.IsTrue("Ready"));
            foreach (var (name, count) in new[] { ("fullyLabeledReplicas", live.Count), ("readyReplicas", ready), ("availableReplicas", ready) })
            {
                if (count > 0)
                    status[name] = count;
            }
            status["terminatingReplicas"] = terminating;
            status["observedGeneration"] = set.Number("metadata", "generation") ?? 1;
            target["status"] = status;
            return target;
        });
}
