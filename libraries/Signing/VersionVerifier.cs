using Landfall.Contracts.Provenance;
using Landfall.Domain.Signing;

namespace Landfall.Signing;

/// <param name="Digest">Digest of the model's file list where the caller knows it beforehand.</param>
public sealed record ExpectedVersion(string Model, int Version, string? Digest = null);

/// <summary>The signed statement of a version whose manifest fits it, or why it is refused.</summary>
public sealed record VersionVerification(InTotoStatement? Statement, string? KeyId, Refusal? Refusal)
{
    public bool Trusted => Refusal is null;
}

/// <summary>Checks that a signed statement speaks of this model, this version and these files.</summary>
/// <param name="model">Where only some keys count for the model; without it all trusted ones do.</param>
public sealed class VersionVerifier(TrustedKeys trusted, ModelTrust? model = null)
{
    private readonly DsseVerifier _envelopes = new(trusted, model);

    public VersionVerification Verify(DsseEnvelope envelope, FileManifest manifest, ExpectedVersion expected)
    {
        var opened = _envelopes.Verify(envelope);
        if (opened.Statement is not { } statement)
            return new(null, null, opened.Refusal);
        var refusal = Compare(statement, manifest, expected);
        return refusal is null ? new(statement, opened.KeyId, null) : new(null, null, refusal);
    }

    /// <summary>What is wrong with a file that was read, or null when it is the one the manifest lists.</summary>
    public static Refusal? CheckFile(FileEntry expected, long size, string sha256) =>
        size == expected.Size && sha256 == expected.Sha256
            ? null
            : new(RefusalKind.AlteredFile,
                $"altered file {expected.Name}: expected {expected.Sha256} ({expected.Size} bytes), "
                + $"found {sha256} ({size} bytes)");

    private static Refusal? Compare(InTotoStatement statement, FileManifest manifest, ExpectedVersion expected)
    {
        var stated = statement.Predicate;
        if (stated.Model != expected.Model)
            return new(RefusalKind.WrongModel,
                $"the statement is for model '{stated.Model}'; expected '{expected.Model}'");
        if (stated.Version != expected.Version)
            return new(RefusalKind.WrongVersion,
                $"the statement is for version {stated.Version} of {stated.Model}; expected version {expected.Version}");
        if (manifest.Problems() is [var problem, ..])
            return new(RefusalKind.Malformed, $"the manifest cannot be used: {problem}");
        if (statement.ModelDigest is not { } signed)
            return new(RefusalKind.WrongStatement, "the statement does not name exactly one subject 'model'; register the version again");
        if (manifest.Digest != signed)
            return new(RefusalKind.AlteredManifest,
                $"altered manifest: the statement is about {signed}, the manifest's files are {manifest.Digest}");
        return expected.Digest is { } digest && digest != signed
            ? new(RefusalKind.WrongVersion, $"expected files {digest}, but the statement is about {signed}")
            : null;
    }
}
