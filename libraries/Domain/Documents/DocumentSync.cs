using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;

namespace Landfall.Domain.Documents;

/// <summary>Which files from Git are to be taken in, and in which order. Pure.</summary>
public static class DocumentSync
{
    /// <summary>What a pipeline is checked against comes before it.</summary>
    private static readonly string[] Order =
        [DocumentKinds.Environment, DocumentKinds.DeliveryPolicy, DocumentKinds.DataContract, DocumentKinds.ModelPipeline];

    /// <summary>Files that are new, were changed, or were refused the last time: what they lacked may be there now.</summary>
    public static IReadOnlyList<FoundDocument> Due(FoundDocuments found, SyncedDocuments synced)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(synced);
        var known = synced.Documents.ToDictionary(document => document.Path, StringComparer.Ordinal);
        return
        [
            .. found.Files.Where(IsDocument)
                .Where(file => !known.TryGetValue(file.Path, out var taken) || taken.Problem is not null || taken.Content != DigestOf(file.Content))
                .OrderBy(file => Rank(file.Content)).ThenBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// What is remembered after a look. A file that was removed is forgotten: its document stays as it is, and people may apply it again.
    /// </summary>
    public static SyncedDocuments After(FoundDocuments found, SyncedDocuments synced, IEnumerable<SyncedDocument> taken)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(synced);
        var documents = synced.Documents.ToDictionary(document => document.Path, StringComparer.Ordinal);
        foreach (var document in taken)
            documents[document.Path] = document;
        var paths = found.Files.Where(IsDocument).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return new(
            found.Tip, found.At,
            [.. documents.Values.Where(document => paths.Contains(document.Path)).OrderBy(document => document.Path, StringComparer.Ordinal)],
            found.Problem);
    }

    /// <summary>Other files may lie beside them: manifests, and those in which it is written what should run.</summary>
    private static bool IsDocument(FoundDocument file) => file.Content.Contains("landfall.dev/", StringComparison.Ordinal);

    public static string DigestOf(string content) => ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(content));

    private static int Rank(string content) =>
        DocumentReader.Read(content).Document is { } document ? Array.IndexOf(Order, document.Kind) : Order.Length;
}
