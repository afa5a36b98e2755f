using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Landfall.Domain.Serving;

namespace Landfall.Kubernetes.Serving;

/// <summary>Versions as Deployments with a Service each: made, looked at, removed. Every call may be repeated.</summary>
public sealed class ServingRunner(ClusterClient cluster)
{
    public async Task Apply(ServingDesign design, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(design);
        await RenewLink(design.Namespace, design.Source, cancel);
        await cluster.Apply(ServingManifest.Keys(design), cancel);
        await cluster.Apply(ServingManifest.Service(design), cancel);

        // One that an earlier document made would go on choosing the number of pods.
        var autoscaler = ServingManifest.Autoscaler(design);
        if (autoscaler is null)
            await RemoveAutoscaler(design.Namespace, ServingNames.Deployment(design.Route, design.Version), cancel);
        await cluster.Apply(ServingManifest.Deployment(design), cancel);
        if (ServingManifest.Budget(design) is { } budget)
            await cluster.Apply(budget, cancel);
        if (autoscaler is not null)
            await cluster.Apply(autoscaler, cancel);
    }

    /// <summary>The address from which all pods of a namespace read the registry, each time one of their containers starts.</summary>
    public Task RenewLink(string space, Uri source, CancellationToken cancel) =>
        cluster.Apply(ServingManifest.Link(space, source), cancel);

    /// <summary>How far a version has come, or why it will never get there.</summary>
    /// <param name="atLeast">Pods that have to be ready, where somebody else says how many there are.</param>
    public async Task<ServingState> Read(
        string space, string route, ModelVersionRef version, CancellationToken cancel, int atLeast = 1)
    {
        var name = ServingNames.Deployment(route, version);
        var deployment = await cluster.Find(
            $"read Deployment {space}/{name}",
            (api, stop) => api.AppsV1.ReadNamespacedDeploymentAsync(name, space, cancellationToken: stop), cancel);
        if (deployment is null)
            return new(false, 0, 0, 0, "its Deployment is gone", $"Deployment {name} was deleted");

        var pods = await Pods(space, route, version, cancel);
        var state = ServingReading.Of(deployment, pods, atLeast);
        if (state.Problem is null || ServingReading.Broken(pods) is not { } broken)
            return state;

        // Whichever was chosen by a status that is old by now may be the empty log of a new start.
        var words = await Log(broken.Pod, broken.Container, broken.RunsAgain, cancel);
        if (words.Length == 0)
            words = await Log(broken.Pod, broken.Container, !broken.RunsAgain, cancel);
        return words.Length == 0 || state.Problem.Contains(words, StringComparison.Ordinal)
            ? state
            : state with { Problem = $"{state.Problem}\n{words}" };
    }

    /// <summary>Deletes what serves a version; requests in flight get the pod's grace period.</summary>
    public Task Remove(string space, string route, ModelVersionRef version, CancellationToken cancel) =>
        Remove(space, ServingNames.Deployment(route, version), cancel);

    public async Task Remove(string space, string name, CancellationToken cancel)
    {
        await RemoveAutoscaler(space, name, cancel);
        await cluster.Find(
            $"delete Deployment {space}/{name}",
            (api, stop) => api.AppsV1.DeleteNamespacedDeploymentAsync(
                name, space, propagationPolicy: "Background", cancellationToken: stop), cancel);
        await cluster.Find(
            $"delete PodDisruptionBudget {space}/{name}",
            (api, stop) => api.PolicyV1.DeleteNamespacedPodDisruptionBudgetAsync(name, space, cancellationToken: stop), cancel);
        await cluster.Find(
            $"delete Service {space}/{name}",
            (api, stop) => api.CoreV1.DeleteNamespacedServiceAsync(name, space, cancellationToken: stop), cancel);
    }

    /// <summary>An identity that may not touch autoscalers has made none: where none is wanted, that is no failure.</summary>
    private Task RemoveAutoscaler(string space, string name, CancellationToken cancel) => cluster.Call<V2HorizontalPodAutoscaler?>(
        $"delete HorizontalPodAutoscaler {space}/{name}",
        async (api, stop) =>
        {
            try
            {
                await api.AutoscalingV2.DeleteNamespacedHorizontalPodAutoscalerAsync(name, space, cancellationToken: stop);
            }
            catch (HttpOperationException none) when (none.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
            {
            }

            return null;
        },
        cancel);

    /// <summary>What the route's Deployments are called.</summary>
    public async Task<IReadOnlyList<string>> Deployed(string space, string route, CancellationToken cancel)
    {
        var found = await cluster.Call(
            $"list the Deployments of {route}",
            (api, stop) => api.AppsV1.ListNamespacedDeploymentAsync(
                space, labelSelector: $"{ServingNames.RouteLabel}={route}", cancellationToken: stop), cancel);
        return [.. found.Items.Select(deployment => deployment.Metadata.Name)];
    }

    public async Task<IReadOnlyList<V1Pod>> Pods(string space, string route, ModelVersionRef version, CancellationToken cancel)
    {
        var selector = $"{ServingNames.RouteLabel}={route},{ServingNames.VersionLabel}={ServingNames.Version(version)}";
        var found = await cluster.Call(
            $"list the pods of {route} {ServingNames.Version(version)}",
            (api, stop) => api.CoreV1.ListNamespacedPodAsync(space, labelSelector: selector, cancellationToken: stop), cancel);
        return [.. found.Items];
    }

    /// <summary>For a message: never fails, because the cause is known without it.</summary>
    private async Task<string> Log(V1Pod pod, string container, bool previous, CancellationToken cancel)
    {
        try
        {
            return await new PodLogs(cluster).Tail(pod, container, previous, cancel);
        }
        catch (Exception failure) when (failure is Domain.Storage.TerminalFailure or ClusterUnavailableException)
        {
            return "";
        }
    }
}
