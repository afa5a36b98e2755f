namespace Landfall.Contracts.Documents;

/// <summary>Which version is current: the content of <c>current/&lt;kind&gt;/&lt;name&gt;.json</c>.</summary>
/// <param name="Digest"><c>sha256:…</c> of the canonical JSON.</param>
/// <param name="AppliedBy">Who applied it.</param>
/// <param name="AppliedAt">When, in UTC.</param>
public sealed record CurrentDocument(string Digest, string AppliedBy, DateTimeOffset AppliedAt);
