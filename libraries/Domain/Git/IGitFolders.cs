namespace Landfall.Domain.Git;

/// <summary>A document's file at the tip of a branch.</summary>
/// <param name="Path">With forward slashes, from the root of the repository.</param>
/// <param name="Commit">The commit that changed it last.</param>
/// <param name="By">Who made that commit: name and address.</param>
public sealed record GitDocument(string Path, string Content, string Commit, string By);

/// <summary>The documents of a folder at one commit, by path.</summary>
/// <param name="Tip">The newest commit of the branch.</param>
/// <param name="Continues">False when the commit seen before is no longer part of the branch: its history was rewritten.</param>
public sealed record GitDocuments(string Tip, bool Continues, IReadOnlyList<GitDocument> Files);

/// <summary>Reads all documents of a folder.</summary>
public interface IGitFolders
{
    /// <summary>So many files are read of a folder, with what lies below it.</summary>
    const int MostFiles = 300;

    /// <summary>Bytes of all of them together.</summary>
    const int MostBytes = 8 << 20;

    /// <summary>The files whose names end in <c>.yaml</c>, <c>.yml</c> or <c>.json</c>.</summary>
    /// <param name="folder">With forward slashes; empty for the root.</param>
    /// <param name="since">A commit seen before; when it is still the tip, nothing is read.</param>
    /// <returns>Null when the tip is the commit seen before, or the branch does not exist.</returns>
    /// <exception cref="IOException">The remote does not answer, or there is more than is read.</exception>
    Task<GitDocuments?> Folder(string remote, string branch, string folder, string? since, CancellationToken cancel);
}
