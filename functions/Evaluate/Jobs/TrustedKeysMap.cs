using k8s.Models;
using Landfall.Domain.Storage;
using Landfall.Kubernetes;

namespace Landfall.Functions.Evaluate.Jobs;

/// <summary>The ConfigMap that tells the agents of a namespace whose signatures to trust.</summary>
public sealed class TrustedKeysMap(ClusterClient cluster, EvaluateJobOptions options)
{
    public const string Name = "landfall-trusted-keys";
    public const string Key = "keys.pem";

    public async Task Apply(string space, CancellationToken cancel)
    {
        string keys;
        try
        {
            keys = await File.ReadAllTextAsync(options.TrustedKeysFile, cancel);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TerminalFailure(
                $"The setting Evaluate__TrustedKeysFile names '{options.TrustedKeysFile}', which does not exist. It "
                + "must be a file with the public keys that versions are signed with.", missing);
        }

        await cluster.Apply(
            new V1ConfigMap
            {
                Metadata = new() { Name = Name, NamespaceProperty = space },
                Data = new Dictionary<string, string> { [Key] = keys },
            },
            cancel);
    }
}
