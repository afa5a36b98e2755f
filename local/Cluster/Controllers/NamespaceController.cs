using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>Empties a namespace that is to go, then lets it go; gives each one its default ServiceAccount.</summary>
internal sealed class NamespaceController(ControllerContext context) : Reconciler(context)
{
    protected override ApiKind Kind => KindTable.Namespace;

    protected override void OnChange(StoreEvent change)
    {
        if (change.Key.Kind == Kind)
            Enqueue("", change.Key.Name);
        else if (change.Type == ChangeType.Deleted)
            Enqueue("", change.Key.Namespace);
    }

    protected override TimeSpan? Reconcile(string ns, string name)
    {
        if (Store.Get(Kind, "", name) is not { } space)
            return null;
        if (!space.IsDying())
        {
            if (Store.Get(KindTable.ServiceAccount, name, "default") is null)
                Context.Writer.Create(KindTable.ServiceAccount, name,
                    new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "default" } }, WriteContext.Internal);
            return null;
        }
        var left = 0;
        foreach (var kind in KindTable.All.Where(kind => kind.Namespaced))
        {
            foreach (var item in Store.List(kind, name).Items)
            {
                left++;
                if (!item.IsDying())
                    Context.Deleter.Delete(kind, name, item.Name(), new DeleteOptions("Background", null, item.Uid(), null, false));
            }
        }
        if (left > 0)
            return TimeSpan.FromMilliseconds(200);
        Store.Change(new ObjectKey(Kind, "", name), present => present?.Uid() == space.Uid() ? null : present);
        return null;
    }
}
