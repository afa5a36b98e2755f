using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Signing;

namespace Landfall.Adapters.Tests.Signing;

public sealed class EnvelopeTests
{
    private readonly Statements statements = new();

    [Fact]
    public async Task What_was_signed_is_trusted_after_a_way_over_the_wire()
    {
        var wire = JsonSerializer.Serialize(await statements.Sign(), ProvenanceJson.Default.DsseEnvelope);

        Assert.Null(statements.Refusal(JsonSerializer.Deserialize(wire, ProvenanceJson.Default.DsseEnvelope)!));
    }

    [Theory]                                                     // statements that were signed long ago use these words
    [InlineData(GateOutcome.Pass, "passed")]
    [InlineData(GateOutcome.Fail, "failed")]
    [InlineData(GateOutcome.NotApplied, "notApplied")]
    [InlineData(GateOutcome.Ask, "asked")]
    public void A_statement_words_the_outcome_of_a_gate_in_its_own_way(GateOutcome outcome, string word)
    {
        var said = statements.Statement;
        var wire = JsonSerializer.Serialize(
            said with { Predicate = said.Predicate with { Gates = [new("auc", outcome, "0.64 ≥ 0.6")] } },
            ProvenanceJson.Default.InTotoStatement);

        Assert.Contains($"\"outcome\":\"{word}\"", wire, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize(wire, ProvenanceJson.Default.InTotoStatement)!;
        Assert.Equal(outcome, Assert.Single(read.Predicate.Gates).Outcome);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            wire.Replace($"\"{word}\"", "\"perhaps\"", StringComparison.Ordinal), ProvenanceJson.Default.InTotoStatement));
    }

    [Fact]
    public async Task Every_single_bit_of_payload_and_signature_counts()
    {
        var good = await statements.Sign();
        var refusals = new List<RefusalKind?>();
        for (var bit = 0; bit < good.Payload.Length * 8; bit++)
            refusals.Add(statements.Refusal(good with { Payload = Flip(good.Payload, bit) }));
        var signature = good.Signatures[0];
        for (var bit = 0; bit < signature.Sig.Length * 8; bit++)
            refusals.Add(statements.Refusal(good with { Signatures = [signature with { Sig = Flip(signature.Sig, bit) }] }));

        Assert.All(refusals, kind => Assert.Equal(RefusalKind.BadSignature, kind));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(72)]
    [InlineData(100_000)]
    public async Task Garbage_for_a_signature_is_a_bad_signature(int length)
    {
        var good = await statements.Sign();
        var random = new Random(length);
        for (var round = 0; round < 20; round++)
        {
            var garbage = new byte[length];
            random.NextBytes(garbage);
            Assert.Equal(RefusalKind.BadSignature,
                statements.Refusal(good with { Signatures = [good.Signatures[0] with { Sig = garbage }] }));
        }
    }

    [Fact]
    public async Task A_key_is_replaced_without_a_gap()
    {
        var (old, next) = (statements.Signer, LocalSigner.Create());
        var (before, after) = (await statements.Sign(), await statements.Sign(signer: next));
        var both = next.PublicKeyPem + old.PublicKeyPem;

        Assert.Null(statements.Refusal(before, trusted: both));
        Assert.Null(statements.Refusal(after, trusted: both));
        Assert.Equal(RefusalKind.UnknownKey, statements.Refusal(after));
        Assert.Equal(RefusalKind.UnknownKey, statements.Refusal(before, trusted: next.PublicKeyPem));
    }

    [Fact]
    public async Task A_good_signature_beside_bad_and_foreign_ones_is_enough()
    {
        var good = await statements.Sign();
        var foreign = await statements.Sign(signer: LocalSigner.Create());
        var bad = good.Signatures[0] with { Sig = [1, 2, 3] };

        Assert.Null(statements.Refusal(good with { Signatures = [bad, foreign.Signatures[0], good.Signatures[0]] }));
        Assert.Equal(RefusalKind.Unsigned, statements.Refusal(good with { Signatures = [] }));
        Assert.Equal(RefusalKind.Unsigned,
            statements.Refusal(good with { Signatures = [.. Enumerable.Repeat(good.Signatures[0], 17)] }));
    }

    [Fact]
    public async Task A_statement_with_no_or_two_models_is_refused()
    {
        var model = statements.Statement.Subject[0];
        var other = new StatementSubject("model", new(ContentDigest.HexOf("other"u8)));
        var none = await statements.Sign(statements.Statement with { Subject = [new("readme", model.Digest)] });
        var two = await statements.Sign(statements.Statement with { Subject = [model, other] });

        Assert.Equal(RefusalKind.WrongStatement, statements.Refusal(none));
        Assert.Equal(RefusalKind.WrongStatement, statements.Refusal(two));
    }

    [Fact]
    public async Task Signed_bytes_that_are_no_statement_are_malformed()
    {
        foreach (var payload in new[] { "null", "[]", "{}", "x", """{"_type":"a","subject":[null],"predicateType":"b"}""" })
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(payload);
            var signature = await statements.Signer.Sign(
                DsseEnvelope.PreAuthenticationEncoding(DsseEnvelope.InTotoPayload, bytes));
            var envelope = new DsseEnvelope(DsseEnvelope.InTotoPayload, bytes, [new(signature.KeyId, signature.Value)]);

            Assert.Contains(statements.Refusal(envelope), new RefusalKind?[] { RefusalKind.Malformed, RefusalKind.WrongStatement });
        }
    }

    [Fact]
    public void A_null_in_a_list_is_malformed_json_and_never_a_null_reference()
    {
        Assert.Contains("files[0]", Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize("""{"files":[null]}""", ProvenanceJson.Default.FileManifest)).Message, StringComparison.Ordinal);
        Assert.Contains("signatures[0]", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(
            """{"payloadType":"t","payload":"","signatures":[null]}""", ProvenanceJson.Default.DsseEnvelope)).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"files":null}""", ProvenanceJson.Default.FileManifest));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("{}", ProvenanceJson.Default.FileManifest));
    }

    [Fact]
    public void Sizes_beyond_every_disk_have_a_sum()
    {
        var hex = ContentDigest.HexOf("x"u8);

        Assert.Equal(long.MaxValue, new FileManifest([new("a", long.MaxValue, hex), new("b", 1, hex)]).TotalSize);
        Assert.Equal(3, new FileManifest([new("a", 2, hex), new("b", 1, hex)]).TotalSize);
    }

    [Fact]
    public async Task Another_manifest_under_a_good_statement_is_refused()
    {
        var envelope = await statements.Sign();
        var first = statements.Manifest.Files[0];

        Assert.Equal(RefusalKind.AlteredManifest, statements.Refusal(envelope, new([first with { Size = 8 }, statements.Manifest.Files[1]])));
        Assert.Equal(RefusalKind.Malformed, statements.Refusal(envelope, new([first, first])));
        Assert.Equal(RefusalKind.Malformed, statements.Refusal(envelope, new([first with { Name = "../model.bin" }])));
        Assert.Null(statements.Refusal(envelope, new([statements.Manifest.Files[1], first])));
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
