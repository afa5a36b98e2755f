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
/// <param name="BaselineDigest">Digest of what it predicted on the holdout, as counts; null where none was kept.</param>
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
    DateTimeOffset CreatedAt,
    string? BaselineDigest = null);

/// <summary>One gate and how it was decided.</summary>
/// <param name="Outcome">In a statement <c>passed</c>, <c>failed</c>, <c>notApplied</c> or <c>asked</c>: see
/// <see cref="GateOutcomeWords"/>.</param>
/// <param name="Explanation">One sentence with the numbers that led there.</param>
public sealed record GateEvidence(
    string Gate, [property: JsonConverter(typeof(GateOutcomeWords))] GateOutcome Outcome, string Explanation);
