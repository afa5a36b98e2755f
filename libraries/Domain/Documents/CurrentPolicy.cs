using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Documents;

/// <summary>The policy that is current in a storage, for whoever looks at it without a run.</summary>
public sealed class CurrentPolicy(IBlobStore blobs, IDocumentStore documents)
{
    private const string Prefix = $"current/{DocumentKinds.DeliveryPolicy}/";

    /// <returns>Null when none was ever applied.</returns>
    /// <exception cref="TerminalFailure">There are several, or the content of the one is missing or was changed.</exception>
    public async Task<PolicySpec?> Read(CancellationToken cancel)
    {
        var names = new List<string>();
        await foreach (var found in blobs.List(Containers.Documents, Prefix, cancel))
            names.Add(Path.GetFileNameWithoutExtension(found.Name));
        if (names.Count > 1)
            throw new TerminalFailure($"There are several policies: {string.Join(", ", names)}. Name the document that counts.");
        if (names is not [var name] || await documents.GetCurrentAsync(DocumentKinds.DeliveryPolicy, name, cancel) is not { } current)
            return null;

        var digest = current.Current.Digest;
        return await documents.GetAsync(DocumentKinds.DeliveryPolicy, digest, cancel) is DeliveryPolicy policy
            ? policy.Spec
            : throw new TerminalFailure($"The policy {name} is current as {digest}, which is not stored. Apply it again.");
    }
}
