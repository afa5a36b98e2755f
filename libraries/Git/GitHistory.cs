using LibGit2Sharp;

namespace Landfall.Git;

/// <summary>Who changed a file last, along the first parents: what a merge brought in was changed by the merge, on this branch.</summary>
internal static class GitHistory
{
    /// <summary>How far back is looked for the commit that changed a file last.</summary>
    private const int FarBack = 2000;

    /// <returns>Null when the branch never had the file.</returns>
    public static Commit? LastChange(Commit tip, string path) => Walk(tip, [path]).GetValueOrDefault(path);

    /// <param name="paths">Of files that are there.</param>
    public static IReadOnlyDictionary<string, Commit> LastChanges(Commit tip, IEnumerable<string> paths) => Walk(tip, paths);

    private static Dictionary<string, Commit> Walk(Commit tip, IEnumerable<string> paths)
    {
        var (open, found) = (paths.ToHashSet(StringComparer.Ordinal), new Dictionary<string, Commit>(StringComparer.Ordinal));
        var commit = tip;
        for (var back = 0; open.Count > 0; back++)
        {
            var parent = commit.Parents.FirstOrDefault();
            foreach (var path in open.Where(path => commit.Tree[path]?.Target.Sha != parent?.Tree[path]?.Target.Sha).ToList())
            {
                found[path] = commit;
                open.Remove(path);
            }

            if (parent is null)
                return found;
            commit = parent;
            if (back < FarBack)
                continue;

            foreach (var path in open)
                found[path] = commit;
            return found;
        }

        return found;
    }
}
