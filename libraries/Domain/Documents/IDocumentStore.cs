using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents;

/// <summary>
/// Documents by content, and which of them is current. In blob storage: container <c>landfall-documents</c>,
/// <c>sha256/&lt;hex&gt;.json</c> (create-only) and <c>current/&lt;kind&gt;/&lt;name&gt;.json</c> (compare-and-swap).
/// </summary>
public interface IDocumentStore
{
    /// <summary>Stores the canonical JSON of a document; the same document again changes nothing.</summary>
    /// <returns>Its digest.</returns>
    Task<string> PutAsync(IDocument document, CancellationToken cancellation);

    /// <summary>The document of a digest, or null. The content is verified against the digest.</summary>
    Task<IDocument?> GetAsync(string kind, string digest, CancellationToken cancellation);

    /// <summary>Which version is current, or null when none ever was.</summary>
    Task<StoredCurrent?> GetCurrentAsync(string kind, string name, CancellationToken cancellation);

    /// <summary>
    /// Makes a version current if the etag is still the expected one; null expects that none was current.
    /// </summary>
    /// <returns>False when someone else was faster: read again and decide anew.</returns>
    Task<bool> SetCurrentAsync(
        string kind, string name, CurrentDocument current, string? expectedEtag, CancellationToken cancellation);
}
