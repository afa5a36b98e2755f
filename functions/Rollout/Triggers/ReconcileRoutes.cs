using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Functions.Rollout.Serving;

namespace Landfall.Functions.Rollout.Triggers;

/// <summary>Every minute: no route may serve a candidate whose run is over, whatever died on the way.</summary>
public sealed class ReconcileRoutes(IBlobStore blobs, IDocumentStore documents, RouteReset reset)
{
    [Function(nameof(ReconcileRoutes))]
    public async Task Run(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var prefix = $"current/{DocumentKinds.Environment}/";
        await foreach (var found in blobs.List(Containers.Documents, prefix, cancel))
        {
            var name = Path.GetFileNameWithoutExtension(found.Name);
            if (await documents.GetCurrentAsync(DocumentKinds.Environment, name, cancel) is { } current
                && await documents.GetAsync(DocumentKinds.Environment, current.Current.Digest, cancel) is EnvironmentDocument environment)
                await reset.Sweep(environment.Spec.Namespaces.Serve, environment.Spec.Gateway, client, cancel);
        }
    }
}
