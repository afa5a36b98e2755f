namespace Landfall.Domain.Watching.Quality;

/// <summary>
/// What a version has served and nobody has followed up yet: written by who reads the agents, emptied by who reads the
/// labels. Rows are numbered without holes, so that taking them twice takes them once.
/// </summary>
/// <param name="Version">Digest of the version's statement.</param>
/// <param name="JoinOn">What the rows' keys are made of.</param>
/// <param name="Next">The number of the row that comes next, from 1.</param>
/// <param name="Seen">Up to where each agent's log was read.</param>
/// <param name="Unjoined">Answers that have no key, or no prediction.</param>
/// <param name="Lost">Rows that were dropped because nobody took them, and answers that agents no longer had.</param>
/// <param name="Problem">Why answers have no key; null while some have.</param>
public sealed record ServedLog(
    string Version, IReadOnlyList<string> JoinOn, long Next, IReadOnlyDictionary<string, long> Seen, IReadOnlyList<ServedRow> Rows,
    long Unjoined = 0, long Lost = 0, string? Problem = null)
{
    /// <summary>About five megabytes.</summary>
    public const int Most = 50_000;

    /// <summary>The number of the first row.</summary>
    public long First => Next - Rows.Count;

    public static ServedLog Begin(string version, IReadOnlyList<string> joinOn) =>
        new(version, joinOn, 1, new Dictionary<string, long>(), []);
}
