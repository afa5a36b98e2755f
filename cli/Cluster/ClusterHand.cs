using k8s.Exceptions;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Domain.Serving;
using Landfall.Domain.Storage;
using Landfall.Kubernetes;
using Landfall.Kubernetes.ByHand;
using Landfall.Kubernetes.Routes;
using Landfall.Kubernetes.Serving;

namespace Landfall.Cli.Cluster;

/// <summary>
/// What an operator writes to the cluster when nothing else can be relied on: neither hub nor storage, registry or Git is
/// asked, and no function app.
/// </summary>
internal sealed class ClusterHand : IDisposable
{
    private const string FieldManager = "landfall-cli";
    private const int Attempts = 5;

    private readonly k8s.Kubernetes _api;
    private readonly RouteStore _routes;
    private readonly ServingRunner _serving;

    private ClusterHand(k8s.Kubernetes api)
    {
        _api = api;
        var client = new ClusterClient(api, FieldManager);
        (_routes, _serving, Halts, Gateways) = (new(client), new(client), new(client), new(client));
    }

    public HaltSwitch Halts { get; }

    public GatewayReader Gateways { get; }

    /// <param name="kubeconfig">A file; without it the platform's, else the user's own.</param>
    public static ClusterHand Open(CliHost host, string? kubeconfig, PlatformEndpoints? endpoints)
    {
        var file = kubeconfig is null ? endpoints?.Kubeconfig : Path.GetFullPath(kubeconfig, host.Directory);
        try
        {
            return new(KubernetesAccess.Open(file, context: null));
        }
        catch (Exception wrong) when (wrong is KubeConfigException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The kubeconfig {file ?? "of this user"} cannot be used: {wrong.Message}",
                "Name one with --kubeconfig FILE; a running local platform has .landfall/kubeconfig.", ExitCodes.Unreachable);
        }
    }

    /// <summary>Gives all traffic of a model back to the version that had it before.</summary>
    /// <param name="force">Also to a version whose servers are not ready.</param>
    public async Task<HandRollback> RollBack(
        string space, string model, string by, string reason, bool force, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stored = await Find(space, model, cancellation);
            var ruling = RollbackByHand.On(new(space, stored.Name), stored, by, reason, TimeProvider.System.GetUtcNow());
            if (ruling.Change is not { ByHand: { } rollback } change)
                throw new CliException(ruling.Refusal!, ruling.Hint ?? "");
            if (stored.Gateway is not { } gateway)
                throw new CliException($"Route {stored.Name} names no gateway in its parentRefs.",
                    $"Look at it: kubectl get httproute {stored.Name} -n {space} -o yaml");
            if (!force)
                await RequireReady(space, stored.Name, rollback.To, cancellation);

            try
            {
                await _routes.Apply(change, gateway, cancellation);
                return rollback;
            }
            catch (ClusterUnavailableException) when (attempt < Attempts)
            {
                // Somebody wrote the route meanwhile: what is there now decides again.
            }
        }
    }

    public void Dispose() => _api.Dispose();

    /// <summary>Says in two lines what the cluster refused.</summary>
    public static async Task<T> Guard<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ClusterUnavailableException gone)
        {
            throw new CliException(gone.Message, "Check the kubeconfig and that the cluster is up, then try again.",
                ExitCodes.Unreachable);
        }
        catch (TerminalFailure refused)
        {
            throw new CliException(refused.Message);
        }
    }

    private async Task<StoredRoute> Find(string space, string model, CancellationToken cancellation)
    {
        var routes = await _routes.List(space, cancellation);
        return routes.FirstOrDefault(route => (route.Weights?.Candidate ?? route.Weights?.Champion)?.Model == model)
            ?? routes.FirstOrDefault(route => route.Name == model)
            ?? throw new CliException($"No route of {space} serves {model}.",
                (routes.Count == 0
                    ? "No model is served there; --namespace names another one."
                    : $"Routes there: {string.Join(", ", routes.Select(route => route.Name))}.")
                + $" Where the pipeline moves an alias alone: landfall models promote {model}@VERSION.");
    }

    private async Task RequireReady(string space, string route, ModelVersionRef to, CancellationToken cancellation)
    {
        var serving = await _serving.Read(space, route, to, cancellation);
        if (!serving.Ready)
            throw new CliException($"{to} is not ready to take the traffic: {serving.Problem ?? serving.Explanation}.",
                $"Look: kubectl get pods -n {space}. Go back nevertheless with --force.");
    }
}
