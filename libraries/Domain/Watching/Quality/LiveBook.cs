namespace Landfall.Domain.Watching.Quality;

/// <param name="At">When the file that gave it landed: the latest counts.</param>
public sealed record GivenLabel(string Value, DateTimeOffset At);

/// <summary>A served row whose label came in time.</summary>
public sealed record LabelledRow(ServedRow Row, string Truth);

/// <summary>One file of labels.</summary>
/// <param name="At">When it landed.</param>
/// <param name="Labels">By key, in the order of its rows.</param>
/// <param name="Problem">Why it gave none, or not all; null when all of it was read.</param>
public sealed record LabelFile(
    string Name, string ETag, DateTimeOffset At, IReadOnlyList<KeyValuePair<string, string>> Labels, string? Problem = null);

/// <summary>
/// A champion's predictions and the labels that have come, between two looks. Values of join columns and names of classes
/// are hashes in it.
/// </summary>
/// <param name="Version">Digest of the version's statement.</param>
/// <param name="TakenTo">The number of the last served row that was taken.</param>
/// <param name="Waiting">Served rows without a label so far.</param>
/// <param name="Window">Labelled rows that were not judged yet.</param>
/// <param name="Labels">By key: also for predictions that are read later, and corrections.</param>
/// <param name="Read">Names of label files and the etags under which they were read.</param>
/// <param name="Halvings">One of two to this power keys is followed.</param>
/// <param name="Stage">How often the open window could not be decided.</param>
/// <param name="Newest">When the newest file of labels landed.</param>
/// <param name="Problem">The last file that was not read, or not wholly.</param>
/// <param name="Answered">The last answer: asked again for the same look, it is given again.</param>
public sealed record LiveBook(
    string Version, IReadOnlyList<string> JoinOn, long TakenTo, IReadOnlyList<ServedRow> Waiting, IReadOnlyList<LabelledRow> Window,
    IReadOnlyDictionary<string, GivenLabel> Labels, IReadOnlyDictionary<string, string> Read, int Halvings = 0, int Stage = 0,
    long Labelled = 0, long Unlabelled = 0, DateTimeOffset? Newest = null, string? Problem = null, QualityLook? Answered = null)
{
    /// <summary>Waiting rows, and labels, that are kept. More of them, and only half of the keys is followed.</summary>
    public const int Most = 100_000;

    public static LiveBook Begin(string version, IReadOnlyList<string> joinOn) =>
        new(version, joinOn, 0, [], [], new Dictionary<string, GivenLabel>(), new Dictionary<string, string>());
}
