namespace Landfall.Domain.Registry;

/// <summary>Answers from an alias's history.</summary>
public static class AliasHistory
{
    /// <summary>Where the alias pointed at that instant; null before its first move.</summary>
    public static AliasEntry? At(IEnumerable<AliasEntry> history, DateTimeOffset instant) =>
        history.OrderBy(entry => entry.Sequence).LastOrDefault(entry => entry.At <= instant);
}
