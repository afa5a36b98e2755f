using Landfall.Contracts.Provenance;
using Landfall.Signing;

namespace Landfall.Adapters.Tests.Signing;

/// <summary>A signed version of a small model, and who is to trust it.</summary>
internal sealed class Statements
{
    public LocalSigner Signer { get; } = LocalSigner.Create();

    public FileManifest Manifest { get; } = new(
    [
        new("model.bin", 7, ContentDigest.HexOf("weights"u8)), new("meta/columns.json", 2, ContentDigest.HexOf("[]"u8)),
    ]);

    public ExpectedVersion Expected { get; } = new("flights", 7);

    public InTotoStatement Statement => InTotoStatement.ForModel(Manifest.Digest, new(
        "flights", 7, "flights-0123456789ab", ContentDigest.Of("data"u8), "trainer@sha256:1", "server@sha256:2", null,
        new Dictionary<string, string>(), new Dictionary<string, double> { ["auc"] = 0.64 }, [], DateTimeOffset.UnixEpoch));

    public Task<DsseEnvelope> Sign(InTotoStatement? statement = null, LocalSigner? signer = null) =>
        DsseSigner.Sign(statement ?? Statement, signer ?? Signer);

    public RefusalKind? Refusal(DsseEnvelope envelope, FileManifest? manifest = null, string? trusted = null) =>
        new VersionVerifier(TrustedKeys.FromPem(trusted ?? Signer.PublicKeyPem))
            .Verify(envelope, manifest ?? Manifest, Expected).Refusal?.Kind;
}
