namespace Landfall.Domain.Git;

/// <summary>One file in one branch of a repository.</summary>
/// <param name="Remote">Address, or the path of a local repository.</param>
/// <param name="Branch">Where the file is read from.</param>
/// <param name="Path">Of the file, with forward slashes.</param>
/// <param name="Onto">The branch that is pushed to; null for <paramref name="Branch"/> itself.</param>
public sealed record GitFile(string Remote, string Branch, string Path, string? Onto = null);

/// <summary>A change to a file.</summary>
public sealed record GitChange(string Content, string Message);

/// <summary>Changes single files by commits.</summary>
public interface IGitFiles
{
    /// <summary>Reads the file, asks what is to be written, commits and pushes; again when someone else was faster.</summary>
    /// <param name="decide">From the content, null when there is no such file, to the change; null when all is well.</param>
    /// <returns>The commit's hash, or null when nothing had to be changed.</returns>
    Task<string?> Commit(GitFile file, Func<string?, GitChange?> decide, CancellationToken cancel);
}
