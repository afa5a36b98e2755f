namespace Landfall.Domain.Registry;

/// <summary>A number taken by a run, before anything lies under it. A number whose run died stays a gap.</summary>
public sealed record VersionClaim(int Number, string RunId, DateTimeOffset At);

/// <summary>The last thing written of a version: what has it is complete.</summary>
/// <param name="KeyId">The key that signed its statement.</param>
/// <param name="Bytes">Of all files together.</param>
public sealed record VersionRecord(
    ModelVersionRef Version, string RunId, DateTimeOffset CreatedAt, string KeyId, int Files, long Bytes);

/// <summary>One move of an alias.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="From">The number it pointed at before; null for the first move.</param>
public sealed record AliasEntry(
    int Sequence, ModelVersionRef To, int? From, string RunId, string Reason, DateTimeOffset At);

public sealed record SealEntry(ModelVersionRef Version, string RunId, string Reason, DateTimeOffset At);
