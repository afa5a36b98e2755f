using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>A document's file as Git had it.</summary>
/// <param name="By">Who committed it: name and address.</param>
public sealed record FoundDocument(string Path, string Content, string Commit, string By);

/// <summary>What a branch's folder of documents held when it was last read.</summary>
/// <param name="Problem">Why nothing newer is taken: the branch was rewritten, or cannot be read; null when all is well.</param>
public sealed record FoundDocuments(string Tip, DateTimeOffset At, IReadOnlyList<FoundDocument> Files, string? Problem = null)
{
    public static FoundDocuments None { get; } = new("", default, []);
}

/// <summary>What became of a document from Git.</summary>
/// <param name="Content">SHA-256 of the file that was taken or refused.</param>
/// <param name="Kind">Null while it could not be read as a document.</param>
/// <param name="Digest">Of the document that is current since; null when it was refused.</param>
/// <param name="Problem">Why it was refused; null when it is current.</param>
public sealed record SyncedDocument(
    string Path, string Content, string Commit, string By, DateTimeOffset At, string? Kind, string? Name, string? Digest, string? Problem);

/// <summary>All documents that were ever taken from Git or refused, by path.</summary>
public sealed record SyncedDocuments(string Tip, DateTimeOffset At, IReadOnlyList<SyncedDocument> Documents, string? Problem = null)
{
    public static SyncedDocuments None { get; } = new("", default, []);

    /// <returns>The file that keeps a document; null when it is applied by hand.</returns>
    public SyncedDocument? Keeper(string kind, string name) =>
        Documents.FirstOrDefault(document => document.Kind == kind && document.Name == name && document.Digest is not null);

    [JsonIgnore]
    public int Refused => Documents.Count(document => document.Problem is not null);
}
