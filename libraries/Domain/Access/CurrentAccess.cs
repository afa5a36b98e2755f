using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Access;

/// <param name="Environment">What holds now; null where none is applied.</param>
/// <param name="Unclear">Why it cannot be said which one holds; then nobody may do anything.</param>
public sealed record AccessGround(EnvironmentSpec? Environment, string? Unclear = null);

/// <summary>The access that holds now. Not what a run pinned: who was taken off the list may do nothing at once.</summary>
public sealed class CurrentAccess(IBlobStore blobs, IDocumentStore documents)
{
    /// <param name="name">Which Environment document; null for the only one there is.</param>
    public async Task<AccessGround> Of(string? name, CancellationToken cancel)
    {
        if (name is not null)
            return new(await Read(name, cancel));

        var all = new List<(string Name, EnvironmentSpec Spec)>();
        await foreach (var blob in blobs.List(Containers.Documents, $"current/{DocumentKinds.Environment}/", cancel))
        {
            var found = Path.GetFileNameWithoutExtension(blob.Name);
            if (await Read(found, cancel) is { } spec)
                all.Add((found, spec));
        }

        return all.Count > 1 && all.Any(one => one.Spec.Access is not null)
            ? new(null, $"There are several environments ({string.Join(", ", all.Select(one => one.Name))}), and it is not set whose access holds here.")
            : new(all.Count == 1 ? all[0].Spec : null);
    }

    private async Task<EnvironmentSpec?> Read(string name, CancellationToken cancel) =>
        await documents.GetCurrentAsync(DocumentKinds.Environment, name, cancel) is { } current
        && await documents.GetAsync(DocumentKinds.Environment, current.Current.Digest, cancel) is EnvironmentDocument environment
            ? environment.Spec
            : null;
}
