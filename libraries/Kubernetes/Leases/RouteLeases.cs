using k8s;
using k8s.Models;
using Landfall.Domain.Serving;

namespace Landfall.Kubernetes.Leases;

/// <summary>One Lease object per route: who may move its traffic. Its transitions are the epoch of the route's fence.</summary>
public sealed class RouteLeases(ClusterClient cluster, TimeProvider time)
{
    /// <param name="stored">The fence on the route.</param>
    /// <param name="isOver">Whether a run has ended.</param>
    public async Task<LeaseRuling> Acquire(
        RouteRef route, string run, TimeSpan duration, Fence? stored, Func<string, Task<bool>> isOver, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(isOver);

        var live = await Find(route, cancel);
        var lease = live is null ? null : Read(live);
        var others = lease?.Holder is { Length: > 0 } holder && holder != run;
        var ruling = LeaseRules.On(run, lease, stored, others && await isOver(lease!.Holder!), time.GetUtcNow());
        if (ruling.Take)
            await Write(route, live, run, duration, ruling, cancel);
        return ruling;
    }

    /// <summary>Says that the run still lives. A lease that is somebody else's now ends the run's way forward.</summary>
    /// <exception cref="FencedException">Another run holds the route.</exception>
    public async Task Renew(RouteRef route, string run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(route);
        var live = await Find(route, cancel);
        if (live?.Spec?.HolderIdentity is { Length: > 0 } holder && holder != run)
            throw new FencedException($"Route {route.Name} is held by run {holder} now; run {run} must turn back.");
        if (live?.Spec is null || string.IsNullOrEmpty(live.Spec.HolderIdentity))
            return;

        live.Spec.RenewTime = time.GetUtcNow().UtcDateTime;
        await Replace(route, live, cancel);
    }

    /// <summary>Gives the route back; a lease that is not this run's is left alone.</summary>
    public async Task Release(RouteRef route, string run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(route);
        var live = await Find(route, cancel);
        if (live?.Spec?.HolderIdentity != run)
            return;

        live.Spec.HolderIdentity = null;
        live.Spec.RenewTime = time.GetUtcNow().UtcDateTime;
        await Replace(route, live, cancel);
    }

    private static StoredLease Read(V1Lease lease) => new(
        lease.Spec?.HolderIdentity, lease.Spec?.LeaseTransitions ?? 0,
        lease.Spec?.RenewTime is { } renewed ? new DateTimeOffset(DateTime.SpecifyKind(renewed, DateTimeKind.Utc)) : null,
        TimeSpan.FromSeconds(lease.Spec?.LeaseDurationSeconds ?? 0));

    private Task<V1Lease?> Find(RouteRef route, CancellationToken cancel) => cluster.Find(
        $"read Lease {route.Namespace}/{ServingNames.Lease(route.Name)}",
        (api, stop) => api.CoordinationV1.ReadNamespacedLeaseAsync(
            ServingNames.Lease(route.Name), route.Namespace, cancellationToken: stop),
        cancel);

    private async Task Write(
        RouteRef route, V1Lease? live, string run, TimeSpan duration, LeaseRuling ruling, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var lease = live ?? new V1Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new() { Name = ServingNames.Lease(route.Name), NamespaceProperty = route.Namespace },
        };
        lease.Spec ??= new();
        lease.Spec.AcquireTime = ruling.HolderSince ? now : lease.Spec.AcquireTime;
        lease.Spec.HolderIdentity = run;
        lease.Spec.LeaseTransitions = checked((int)ruling.Epoch);
        lease.Spec.LeaseDurationSeconds = (int)duration.TotalSeconds;
        lease.Spec.RenewTime = now;

        if (live is not null)
        {
            await Replace(route, lease, cancel);
            return;
        }

        await cluster.Call(
            $"create Lease {route.Namespace}/{lease.Metadata.Name}",
            (api, stop) => api.CoordinationV1.CreateNamespacedLeaseAsync(
                lease, route.Namespace, fieldManager: cluster.FieldManager, cancellationToken: stop),
            cancel);
    }

    /// <summary>Carries the resourceVersion that was read: whoever was faster makes this a conflict, which is repeated.</summary>
    private Task Replace(RouteRef route, V1Lease lease, CancellationToken cancel) => cluster.Call(
        $"write Lease {route.Namespace}/{lease.Metadata.Name}",
        (api, stop) => api.CoordinationV1.ReplaceNamespacedLeaseAsync(
            lease, lease.Metadata.Name, route.Namespace, fieldManager: cluster.FieldManager, cancellationToken: stop),
        cancel);
}
