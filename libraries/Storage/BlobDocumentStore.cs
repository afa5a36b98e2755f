using System.Text;
using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Storage;

/// <summary>Documents in blob storage: content under its digest, and a pointer per name that moves by compare-and-swap.</summary>
public sealed class BlobDocumentStore(IBlobStore blobs) : IDocumentStore
{
    public async Task<string> PutAsync(IDocument document, CancellationToken cancellation)
    {
        var json = DocumentDigest.CanonicalJson(document);
        var digest = DocumentDigest.OfJson(json);
        await blobs.Create(Content(digest), Encoding.UTF8.GetBytes(json), "application/json", cancellation);
        return digest;
    }

    public async Task<IDocument?> GetAsync(string kind, string digest, CancellationToken cancellation)
    {
        if (await blobs.Read(Content(digest), cancellation) is not { } stored)
            return null;

        var json = Encoding.UTF8.GetString(stored.Content.Span);
        if (DocumentDigest.OfJson(json) != digest)
            throw new TerminalFailure($"{Content(digest)} was changed: its content no longer has its digest. Apply the document again.");

        try
        {
            // Kinds whose fields are all optional can be read from any document.
            var document = DocumentReader.FromJson(kind, json);
            return document.Kind == kind
                ? document
                : throw new TerminalFailure($"{Content(digest)} is a {document.Kind} and no {kind}. Pin the digest of a {kind}.");
        }
        catch (JsonException wrong)
        {
            throw new TerminalFailure($"{Content(digest)} is no {kind}: {wrong.Message}");
        }
    }

    public async Task<StoredCurrent?> GetCurrentAsync(string kind, string name, CancellationToken cancellation) =>
        await blobs.ReadJson<CurrentDocument>(Pointer(kind, name), cancellation) is { } found
            ? new(found.Value, found.ETag)
            : null;

    public async Task<bool> SetCurrentAsync(
        string kind, string name, CurrentDocument current, string? expectedEtag, CancellationToken cancellation) =>
        await blobs.ReplaceJson(Pointer(kind, name), current, expectedEtag, cancellation) is not null;

    private static BlobPath Content(string digest) => new(Containers.Documents, $"sha256/{Paths.Hex(digest)}.json");

    private static BlobPath Pointer(string kind, string name) => new(Containers.Documents, $"current/{kind}/{name}.json");
}
