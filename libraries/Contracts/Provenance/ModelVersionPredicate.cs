using System.Text.Json.Serialization;

namespace Landfall.Contracts.Provenance;

/// <summary>Where a model version came from and what it was judged by: the part of the statement that is ours.</summary>
/// <param name="Version">The number the registry gave, from 1.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="DatasetDigest">Digest of the training file list, <c>sha256:…</c>.</param>
/// <param name="TrainerImage">Image reference with its digest.</param>
/// <param name="ServerImage">Image reference with its digest: a version is a model together with the code that serves it.</param>
/// <param name="CodeRevision">Revision of the trainer's source, where known.</param>
/// <param name="Documents">Name of each document the run was started with, and its digest.</param>
/// <param name="Metrics">The metrics Landfall computed on the holdout, by name.</param>
public sealed record ModelVersionPredicate(
    string Model,
    int Version,
    string Run,
    string DatasetDigest,
    string TrainerImage,
    string ServerImage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? CodeRevision,
    IReadOnlyDictionary<string, string> Documents,
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<GateEvidence> Gates,
    DateTimeOffset CreatedAt);

/// <summary>One gate and how it was decided.</summary>
/// <param name="Explanation">One sentence with the numbers that led there.</param>
public sealed record GateEvidence(string Gate, GateOutcome Outcome, string Explanation);

/// <summary>How a gate ended; not applied where there was no champion to compare with, asked where a person had to decide.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateOutcome>))]
public enum GateOutcome
{
    [JsonStringEnumMemberName("passed")] Passed,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("notApplied")] NotApplied,
    [JsonStringEnumMemberName("asked")] Asked,
}
