namespace Landfall.Registry;

/// <summary>One file of a version as it was found.</summary>
/// <param name="Sha256">As listed; null for a file that is not listed.</param>
/// <param name="Found">As it lies there; null when it is missing.</param>
/// <param name="Problem">What is wrong with it; null when it is as listed.</param>
public sealed record AuditedFile(string Name, long Size, string? Sha256, string? Found, string? Problem);

/// <summary>What a look at every byte of a version found.</summary>
/// <param name="Digest">Of the list of files; null when there is no such list.</param>
/// <param name="KeyId">The trusted key that signed it; null when none did.</param>
/// <param name="Problems">Why it may not serve; empty when it is what was signed.</param>
public sealed record AuditReport(
    string Model, int Number, string? Digest, string? KeyId, IReadOnlyList<AuditedFile> Files, IReadOnlyList<string> Problems)
{
    public bool IsTrusted => Problems.Count == 0;
}
