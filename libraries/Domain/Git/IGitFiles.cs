namespace Landfall.Domain.Git;

/// <summary>One file in one branch of a repository.</summary>
/// <param name="Remote">Address, or the path of a local repository.</param>
/// <param name="Branch">Where the file is read from.</param>
/// <param name="Path">Of the file, with forward slashes.</param>
/// <param name="Onto">The branch that is pushed to; null for <paramref name="Branch"/> itself.</param>
public sealed record GitFile(string Remote, string Branch, string Path, string? Onto = null);

/// <summary>A change to a file.</summary>
public sealed record GitChange(string Content, string Message);

/// <summary>A file as it stands at the tip of its branch.</summary>
/// <param name="Content">Null when it was removed.</param>
/// <param name="Commit">The commit that changed the file last.</param>
/// <param name="Tip">The newest commit of the branch.</param>
/// <param name="By">Who made that commit: name and address.</param>
/// <param name="Message">Its message.</param>
/// <param name="IsOurs">Whether it was committed under the name that Landfall commits with; anybody may type that.</param>
/// <param name="Continues">False when the commit seen before is no longer part of the branch: its history was rewritten.</param>
public sealed record GitReading(
    string? Content, string Commit, string Tip, string By, string Message, bool IsOurs, bool Continues);

/// <summary>Reads and changes single files by commits.</summary>
public interface IGitFiles
{
    /// <summary>Reads the file, asks what is to be written, commits and pushes; again when someone else was faster.</summary>
    /// <param name="decide">From the content, null when there is no such file, to the change; null when all is well.</param>
    /// <param name="sign">From the change to its message with a signature; null for none.</param>
    /// <returns>The commit's hash, or null when nothing had to be changed.</returns>
    Task<string?> Commit(
        GitFile file, Func<string?, GitChange?> decide, CancellationToken cancel, Func<GitChange, CancellationToken, Task<string>>? sign = null);

    /// <summary>The file at the tip of its branch, and who wrote it last.</summary>
    /// <param name="since">A commit seen before: is it still part of the branch?</param>
    /// <returns>Null when the branch does not exist, or never had the file.</returns>
    Task<GitReading?> Read(GitFile file, string? since, CancellationToken cancel);
}
