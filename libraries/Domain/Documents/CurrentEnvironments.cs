using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Documents;

/// <summary>The environments as they are now: for what looks after a cluster whatever runs go on in it.</summary>
public sealed class CurrentEnvironments(IBlobStore blobs, IDocumentStore documents)
{
    public async Task<IReadOnlyList<EnvironmentSpec>> All(CancellationToken cancel)
    {
        var all = new List<EnvironmentSpec>();
        await foreach (var found in blobs.List(Containers.Documents, $"current/{DocumentKinds.Environment}/", cancel))
        {
            var name = Path.GetFileNameWithoutExtension(found.Name);
            if (await documents.GetCurrentAsync(DocumentKinds.Environment, name, cancel) is { } current
                && await documents.GetAsync(DocumentKinds.Environment, current.Current.Digest, cancel) is EnvironmentDocument environment)
                all.Add(environment.Spec);
        }

        return all;
    }
}
