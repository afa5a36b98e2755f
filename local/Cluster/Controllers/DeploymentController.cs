using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>
/// Rolls a Deployment: one ReplicaSet per template; new pods come within the surge, old ones go as new ones are ready.
/// </summary>
internal sealed class DeploymentController(ControllerContext context) : Reconciler(context)
{
    private const string HashLabel = "pod-template-hash";
    private const string Revision = "deployment.kubernetes.io/revision";

    protected override ApiKind Kind => KindTable.Deployment;

    protected override TimeSpan? Reconcile(string ns, string name)
    {
        if (Store.Get(Kind, ns, name) is not { } deployment || deployment.IsDying())
            return null;
        var sets = Store.List(KindTable.ReplicaSet, ns).Items.Where(set => PodMaker.OwnedBy(set, deployment)).ToList();
        var hash = Hash(deployment);
        var current = sets.Find(set => set.Text("metadata", "labels", HashLabel) == hash);
        var paused = deployment.Flag("spec", "paused");
        if (current is null && !paused)
            sets.Add(current = CreateSet(deployment, hash, sets));
        if (current is not null && !paused)
            Renumber(deployment, current, sets);
        Scale(deployment, current, sets, paused);
        sets = [.. Store.List(KindTable.ReplicaSet, ns).Items.Where(set => PodMaker.OwnedBy(set, deployment))];
        current = sets.Find(set => set.Name() == current?.Name());
        Trim(deployment, current, sets);
        return new DeploymentReport(Context, deployment, current, sets).Write();
    }

    private void Scale(JsonObject deployment, JsonObject? current, List<JsonObject> sets, bool paused)
    {
        var wanted = deployment.Number("spec", "replicas") ?? 1;
        if (current is null || paused)
        {
            if (sets.OrderByDescending(RevisionOf).FirstOrDefault() is { } newest && paused)
                Resize(deployment, newest, wanted);
            return;
        }
        var old = sets.Where(set => set.Name() != current.Name() && (set.Number("spec", "replicas") ?? 0) > 0).ToList();
        if (deployment.Text("spec", "strategy", "type") == "Recreate")
        {
            old.ForEach(set => Resize(deployment, set, 0));
            if (old.Count == 0 && !sets.Exists(set => set.Name() != current.Name() && set.Number("status", "replicas") > 0))
                Resize(deployment, current, wanted);
            return;
        }
        var surge = Share(deployment.At("spec", "strategy", "rollingUpdate", "maxSurge"), wanted, up: true);
        var missing = Share(deployment.At("spec", "strategy", "rollingUpdate", "maxUnavailable"), wanted, up: false);
        if (surge == 0 && missing == 0)
            missing = 1;
        var oldSize = old.Sum(set => set.Number("spec", "replicas") ?? 0);
        var size = current.Number("spec", "replicas") ?? 0;
        var target = size > wanted ? wanted : Math.Min(wanted, Math.Max(size, wanted + surge - oldSize));
        Resize(deployment, current, target);
        Shrink(deployment, current, old, wanted - missing, target);
    }

    // Unready old pods go first: they serve nobody. Ready ones only as far as enough others are available.
    private void Shrink(JsonObject deployment, JsonObject current, List<JsonObject> old, int least, int target)
    {
        var available = old.Append(current).Sum(set => set.Number("status", "availableReplicas") ?? 0);
        var spare = Math.Max(0, available - least);
        foreach (var set in old)
        {
            var size = set.Number("spec", "replicas") ?? 0;
            var ready = set.Number("status", "availableReplicas") ?? 0;
            var settled = set.Number("status", "observedGeneration") == set.Number("metadata", "generation");
            if (!settled)
                continue;
            var go = Math.Min(ready, spare);
            spare -= go;
            var unready = target > 0 || least <= 0 ? Math.Max(0, size - ready) : 0;
            Resize(deployment, set, size - go - unready);
        }
    }

    private void Resize(JsonObject deployment, JsonObject set, int replicas)
    {
        var before = set.Number("spec", "replicas") ?? 0;
        if (before == replicas)
            return;
        Context.Writer.Update(KindTable.ReplicaSet, set.Namespace(), set.Name(), WriteContext.Internal, target =>
        {
            target.Child("spec")["replicas"] = replicas;
            return target;
        });
        Context.Events.Normal(deployment, "ScalingReplicaSet",
            $"Scaled {(replicas > before ? "up" : "down")} replica set {set.Name()} from {before} to {replicas}", "deployment-controller");
    }

    private JsonObject CreateSet(JsonObject deployment, string hash, List<JsonObject> sets)
    {
        var template = deployment.At("spec", "template")!.DeepClone().AsObject();
        template.Child("metadata").Child("labels")[HashLabel] = hash;
        var selector = deployment.At("spec", "selector")!.DeepClone().AsObject();
        selector.Child("matchLabels")[HashLabel] = hash;
        return Context.Writer.Create(KindTable.ReplicaSet, deployment.Namespace(), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["annotations"] = new JsonObject { [Revision] = (sets.Select(RevisionOf).DefaultIfEmpty(0).Max() + 1).ToString() },
                ["ownerReferences"] = new JsonArray(PodMaker.Reference(deployment)),
            },
            ["spec"] = new JsonObject { ["replicas"] = 0, ["selector"] = selector, ["template"] = template },
        }, WriteContext.Internal).Object;
    }

    // A rollback takes an old set up again under a new number.
    private void Renumber(JsonObject deployment, JsonObject current, List<JsonObject> sets)
    {
        var newest = sets.Where(set => set.Name() != current.Name()).Select(RevisionOf).DefaultIfEmpty(0).Max();
        var revision = Math.Max(RevisionOf(current), newest + 1);
        foreach (var (kind, target) in new[] { (KindTable.ReplicaSet, current), (Kind, deployment) })
        {
            if (target.Text("metadata", "annotations", Revision) == revision.ToString())
                continue;
            Context.Writer.Update(kind, target.Namespace(), target.Name(), WriteContext.Internal, present =>
            {
                present.Child("metadata").Child("annotations")[Revision] = revision.ToString();
                return present;
            });
        }
    }

    private void Trim(JsonObject deployment, JsonObject? current, List<JsonObject> sets)
    {
        var idle = sets.Where(set => set.Name() != current?.Name() && set.Number("spec", "replicas") == 0
            && (set.Number("status", "replicas") ?? 0) == 0).OrderByDescending(RevisionOf);
        foreach (var old in idle.Skip(deployment.Number("spec", "revisionHistoryLimit") ?? 10))
            Context.Deleter.Delete(KindTable.ReplicaSet, old.Namespace(), old.Name(), new DeleteOptions(null, null, old.Uid(), null, false));
    }

    private static int RevisionOf(JsonObject set) =>
        int.TryParse(set.Text("metadata", "annotations", Revision), out var number) ? number : 0;

    private static int Share(JsonNode? value, int of, bool up)
    {
        var text = value.Text() ?? value?.ToJsonString() ?? "0";
        if (!text.EndsWith('%'))
            return int.Parse(text);
        var share = int.Parse(text[..^1]) * of / 100.0;
        return (int)(up ? Math.Ceiling(share) : Math.Floor(share));
    }

    private static string Hash(JsonObject deployment) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(deployment.At("spec", "template")!.ToJsonString())))[..10];
}
