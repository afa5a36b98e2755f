namespace Landfall.Contracts;

/// <summary>Whether the alias of a model may be moved now. Asked at the last moment, and again while it may not.</summary>
public sealed record AdmitAliasRequest(Run Run, ModelVersionRef Candidate);

/// <param name="Waits">Why it may not be moved now; it is asked again later. Null when it may.</param>
/// <param name="OpensAt">When that ends by itself, where that is known.</param>
public sealed record AliasAdmission(string? Waits = null, DateTimeOffset? OpensAt = null);
