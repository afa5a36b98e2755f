using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>
/// Keeps the pods of a Deployment between the fewest and the most of its autoscaler. What they use is not measured here, so
/// that is all.
/// </summary>
internal sealed class AutoscalerController(ControllerContext context) : Reconciler(context)
{
    protected override ApiKind Kind => KindTable.HorizontalPodAutoscaler;

    protected override void OnChange(StoreEvent change)
    {
        base.OnChange(change);
        if (change.Key.Kind != KindTable.Deployment)
            return;
        foreach (var autoscaler in Store.List(Kind, change.Key.Namespace).Items)
        {
            if (autoscaler.Text("spec", "scaleTargetRef", "name") == change.Key.Name)
                Enqueue(change.Key.Namespace, autoscaler.Name());
        }
    }

    protected override TimeSpan? Reconcile(string ns, string name)
    {
        if (Store.Get(Kind, ns, name) is not { } autoscaler || autoscaler.IsDying()
            || autoscaler.Text("spec", "scaleTargetRef", "kind") != KindTable.Deployment.Name
            || autoscaler.Text("spec", "scaleTargetRef", "name") is not { } target
            || Store.Get(KindTable.Deployment, ns, target) is not { } deployment || deployment.IsDying())
            return null;

        var (replicas, least) = (deployment.Number("spec", "replicas") ?? 1, autoscaler.Number("spec", "minReplicas") ?? 1);
        var wanted = Math.Clamp(replicas, least, Math.Max(least, autoscaler.Number("spec", "maxReplicas") ?? least));
        if (wanted == replicas || replicas == 0)    // none at all: somebody has switched it off
            return null;
        Context.Writer.Update(KindTable.Deployment, ns, target, WriteContext.Internal, scaled =>
        {
            scaled.Child("spec")["replicas"] = wanted;
            return scaled;
        });
        Context.Events.Normal(autoscaler, "SuccessfulRescale", $"New size: {wanted}; between {least} and the most", "horizontal-pod-autoscaler");
        return null;
    }
}
