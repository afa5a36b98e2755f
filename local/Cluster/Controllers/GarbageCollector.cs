using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>
/// Owner references: what has no owner left goes; a foreground deletion waits for its dependents; an orphaning one
/// cuts them loose. The queue holds one key per namespace.
/// </summary>
internal sealed class GarbageCollector(ControllerContext context) : Reconciler(context)
{
    private static readonly ApiKind[] _dependents = [KindTable.Pod, KindTable.ReplicaSet, KindTable.Job, KindTable.ConfigMap,
        KindTable.Secret, KindTable.Service, KindTable.Deployment, KindTable.HttpRoute];

    protected override ApiKind Kind => KindTable.Namespace;

    protected override void OnChange(StoreEvent change)
    {
        if (change.Key.Kind != KindTable.Event && (change.Type == ChangeType.Deleted || change.Object().IsDying()))
            Enqueue("", change.Key.Kind == KindTable.Namespace ? change.Key.Name : change.Key.Namespace);
    }

    protected override TimeSpan? Reconcile(string ns, string name)
    {
        var all = _dependents.SelectMany(kind => Store.List(kind, name).Items.Select(item => (Kind: kind, Item: item))).ToList();
        var owners = all.ToDictionary(entry => entry.Item.Uid(), entry => entry.Item);
        foreach (var (kind, owner) in all.Where(entry => entry.Item.IsDying()))
            Settle(kind, owner, all);
        foreach (var (kind, item) in all.Where(entry => !entry.Item.IsDying()))
        {
            var references = item.Items("metadata", "ownerReferences").ToArray();
            if (references.Length == 0)
                continue;
            var alive = references.Where(reference => owners.ContainsKey(reference.Text("uid")!)).ToArray();
            var waitedFor = alive.Any(r => owners[r.Text("uid")!].Texts("metadata", "finalizers").Contains(ObjectDeleter.Foreground));
            var orphaned = alive.Any(r => owners[r.Text("uid")!].Texts("metadata", "finalizers").Contains(ObjectDeleter.Orphan));
            if ((alive.Length == 0 || waitedFor) && !orphaned)
                Context.Deleter.Delete(kind, item.Namespace(), item.Name(), new DeleteOptions(
                    waitedFor ? "Foreground" : "Background", null, item.Uid(), null, false));
        }
        return null;
    }

    private void Settle(ApiKind kind, JsonObject owner, List<(ApiKind Kind, JsonObject Item)> all)
    {
        var finalizers = owner.Texts("metadata", "finalizers").ToHashSet();
        var dependents = all.Where(entry => PodMaker.OwnedBy(entry.Item, owner)).ToList();
        if (finalizers.Contains(ObjectDeleter.Orphan))
        {
            foreach (var (dependentKind, item) in dependents)
                Edit(dependentKind, item, target => Disown(target, owner.Uid()));
            Edit(kind, owner, target => Finish(target, ObjectDeleter.Orphan));
        }
        if (finalizers.Contains(ObjectDeleter.Foreground) && dependents.Count == 0)
            Edit(kind, owner, target => Finish(target, ObjectDeleter.Foreground));
    }

    private void Edit(ApiKind kind, JsonObject item, Action<JsonObject> edit) =>
        Store.Change(new ObjectKey(kind, item.Namespace(), item.Name()), present =>
        {
            if (present is null || present.Uid() != item.Uid())
                return present;
            edit(present);
            return ObjectWriter.Gone(kind, present) ? null : present;
        });

    private static void Disown(JsonObject target, string uid) => Filter(target, "ownerReferences", item => item.Text("uid") != uid);

    private static void Finish(JsonObject target, string finalizer) => Filter(target, "finalizers", item => item.Text() != finalizer);

    private static void Filter(JsonObject target, string list, Func<JsonNode?, bool> keep)
    {
        var rest = (target.At("metadata", list) as JsonArray ?? []).Where(keep).Select(item => item?.DeepClone()).ToArray();
        target.Child("metadata").Remove(list);
        if (rest.Length > 0)
            target.Child("metadata")[list] = new JsonArray(rest);
    }
}
