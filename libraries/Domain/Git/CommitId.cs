namespace Landfall.Domain.Git;

/// <summary>The id of a commit, as people read it.</summary>
public static class CommitId
{
    private const int Shown = 12;

    /// <returns>Its first 12 characters, or all where there are fewer.</returns>
    public static string Short(string commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return commit.Length > Shown ? commit[..Shown] : commit;
    }
}
