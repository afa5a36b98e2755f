using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Adapters.Tests.Signing;

/// <summary>Keys that are trusted, but not for every model.</summary>
public sealed class ModelKeysTests
{
    private readonly Statements statements = new();
    private readonly LocalSigner other = LocalSigner.Create();

    private string Both => statements.Signer.PublicKeyPem + other.PublicKeyPem;

    [Fact]
    public async Task The_key_of_a_model_counts_and_one_that_is_trusted_for_others_does_not()
    {
        var (right, wrong) = (await statements.Sign(), await statements.Sign(signer: other));

        Assert.Null(Refusal(right, statements.Signer.KeyId));
        var refusal = Refusal(wrong, statements.Signer.KeyId)!;
        Assert.Equal(RefusalKind.KeyNotForModel, refusal.Kind);
        Assert.Contains("model 'flights'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(other.KeyId, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"only {statements.Signer.KeyId}", refusal.Message, StringComparison.Ordinal);
        Assert.Null(Refusal(wrong));
    }

    [Fact]
    public async Task While_a_key_is_replaced_both_count()
    {
        var (old, next) = (await statements.Sign(), await statements.Sign(signer: other));
        string[] both = [statements.Signer.KeyId, other.KeyId];

        Assert.Null(Refusal(old, both));
        Assert.Null(Refusal(next, both));
        Assert.Equal(RefusalKind.KeyNotForModel, Refusal(old, other.KeyId)?.Kind);
    }

    [Fact]
    public async Task A_key_that_the_policy_names_and_nobody_knows_is_said_to_be_unknown()
    {
        var unknown = new string('0', 64);

        var refusal = Refusal(await statements.Sign(), unknown)!;

        Assert.Equal(RefusalKind.KeyNotForModel, refusal.Kind);
        Assert.Contains($"names {unknown} for it, and the platform knows none of them", refusal.Message, StringComparison.Ordinal);
        var nothing = Assert.Throws<TerminalFailure>(() => TrustedKeys.FromPem(Both).BundleFor(new("flights", [unknown])));
        Assert.Contains(unknown, nothing.Message, StringComparison.Ordinal);
        Assert.Contains(other.KeyId, nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_signature_of_the_right_key_is_not_mended_by_a_good_one_of_another()
    {
        var good = await statements.Sign(signer: other);
        var bad = new DsseSignature(statements.Signer.KeyId, [1, 2, 3]);

        var refusal = Refusal(good with { Signatures = [bad, good.Signatures[0]] }, statements.Signer.KeyId);

        Assert.Equal(RefusalKind.BadSignature, refusal?.Kind);
    }

    [Fact]
    public void A_bundle_for_a_model_holds_its_keys_and_no_others()
    {
        var all = TrustedKeys.FromPem(Both);

        Assert.Null(all.BundleFor(new("flights", null)));
        Assert.Equal([other.KeyId], TrustedKeys.FromPem(all.BundleFor(new("flights", [other.KeyId, new('0', 64)]))!).KeyIds);
    }

    /// <param name="keys">Those that count for the model; none given: all.</param>
    private Refusal? Refusal(DsseEnvelope envelope, params string[] keys) =>
        new VersionVerifier(TrustedKeys.FromPem(Both), new("flights", keys.Length == 0 ? null : keys))
            .Verify(envelope, statements.Manifest, statements.Expected).Refusal;
}
