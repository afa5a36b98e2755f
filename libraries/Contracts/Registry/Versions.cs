namespace Landfall.Contracts;

/// <summary>A model by content, signed or not.</summary>
/// <param name="Digest">Digest of its file manifest.</param>
/// <param name="Manifest">Blob that lists its files: in the output container for a candidate, in the registry for a version.</param>
/// <param name="Number">The version's number once it is registered, else null.</param>
public sealed record ModelRef(string Model, string Digest, string Manifest, string ServerImage, int? Number = null);

/// <summary>A registered, signed version.</summary>
/// <param name="StatementDigest">SHA-256 of the DSSE envelope as stored.</param>
public sealed record ModelVersionRef(string Model, int Number, string Digest, string ServerImage, string StatementDigest)
{
    public override string ToString() => $"{Model} v{Number}";

    /// <summary>Versions are never written anew: model and number tell which one it is.</summary>
    public bool Is(ModelVersionRef? other) => other is not null && Model == other.Model && Number == other.Number;
}

public sealed record FindChampionRequest(string Model);

/// <param name="Version">Null when no version has ever been promoted.</param>
/// <param name="Documents">Name and digest of each document of the run that made it, as its statement says; null where that is not known.</param>
public sealed record Champion(ModelVersionRef? Version, IReadOnlyDictionary<string, string>? Documents = null);

/// <param name="Wanted">As somebody wrote it down.</param>
public sealed record FindVersionRequest(Run Run, WantedVersion Wanted);

/// <param name="Version">Null when it may not be brought out.</param>
/// <param name="Refusal">Why not: unknown, other files than are registered, sealed, or champion already.</param>
/// <param name="Evidence">What the signed statement of the version says it was judged by.</param>
public sealed record FoundVersion(ModelVersionRef? Version, string? Refusal, EvaluationResult? Evidence);

public sealed record RegisterRequest(Run Run, JobOutput Model, Split Split, EvaluationResult Evaluation);

/// <summary>Shows a registered version in the other registry that the run's environment names.</summary>
public sealed record MirrorRequest(Run Run, ModelVersionRef Version);

/// <param name="Place">Which registry, in words that follow "in the".</param>
/// <param name="Id">What the version is called there.</param>
public sealed record MirroredVersion(string Place, string Id);

/// <summary>Moves an alias by compare-and-swap; a repeat of a move already made is a success.</summary>
/// <param name="Expected">The version it must point at now; null when the alias must not exist.</param>
public sealed record MoveAliasRequest(string Alias, ModelVersionRef To, int? Expected, string RunId, string Reason);

/// <param name="Reason">Why this version may never serve again.</param>
public sealed record SealRequest(ModelVersionRef Version, string RunId, string Reason);
