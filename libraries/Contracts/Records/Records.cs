using System.Text.Json;

namespace Landfall.Contracts;

/// <summary>One fact of a run, for its record.</summary>
/// <param name="Key">Unique within the run; appending the same key again changes nothing.</param>
/// <param name="What">started, validated, trained, evaluated, registered, asked, decided, traffic, look, verdict …</param>
/// <param name="By">Who or which rule.</param>
/// <param name="Summary">One sentence for people.</param>
/// <param name="Inputs">Digests of what was judged, by name.</param>
/// <param name="Facts">The numbers, small.</param>
public sealed record RecordFact(
    string RunId, string Key, string What, string By, DateTimeOffset At, string Summary,
    IReadOnlyDictionary<string, string>? Inputs = null, JsonElement? Facts = null);

/// <summary>A fact in its chain.</summary>
/// <param name="Previous">Hash of the entry before it; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over sequence, previous hash and canonical fact.</param>
public sealed record RecordEntry(int Sequence, string Previous, RecordFact Fact, string Hash);

public sealed record Appended(int Sequence, string Hash);

/// <summary>What should run, for Git.</summary>
/// <param name="Reason">The commit's first line follows from it.</param>
public sealed record DesiredState(Run Run, ModelVersionRef? Version, string Reason, Verdict Verdict);

/// <param name="Commit">Null when nothing was to be changed or no remote is set.</param>
public sealed record Committed(string? Commit, string Explanation);

public sealed record FinishRequest(RunStatus Status);
