using k8s.Models;
using Landfall.Domain.Signing;
using Landfall.Kubernetes;

namespace Landfall.Functions.Evaluate.Jobs;

/// <summary>The ConfigMap that tells the agents of a namespace whose signatures to trust.</summary>
public sealed class TrustedKeysMap(ClusterClient cluster, IPublicKeys keys)
{
    public const string Name = "landfall-trusted-keys";
    public const string Key = "keys.pem";

    public async Task Apply(string space, CancellationToken cancel) => await cluster.Apply(
        new V1ConfigMap
        {
            Metadata = new() { Name = Name, NamespaceProperty = space },
            Data = new Dictionary<string, string> { [Key] = await keys.Pem(cancel) },
        },
        cancel);
}
