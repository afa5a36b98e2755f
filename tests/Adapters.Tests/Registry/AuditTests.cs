using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Registry;
using Landfall.Signing;

namespace Landfall.Adapters.Tests.Registry;

public sealed class AuditTests
{
    private readonly RegistryBench bench = new();

    [Fact]
    public async Task A_version_that_nobody_touched_is_trusted()
    {
        await bench.Register("run-a");

        var audit = await Audit();

        Assert.Empty(audit.Problems);
        Assert.Equal(["meta/columns.json", "model.bin"], audit.Files.Select(file => file.Name));
        Assert.Equal(bench.Signer.KeyId, audit.KeyId);
    }

    [Fact]
    public async Task One_altered_byte_is_found_with_the_file_and_both_digests()
    {
        await bench.Register("run-a");
        var path = new BlobPath(Containers.Registry, RegistryLayout.File(RegistryBench.Model, 1, "model.bin"));
        var before = (await bench.Blobs.Read(path, default))!.Content.ToArray();
        var after = before.ToArray();
        after[3] ^= 1;
        await Put(path, after);

        var audit = await Audit();

        var problem = Assert.Single(audit.Problems);
        Assert.Contains("altered file model.bin", problem);
        Assert.Contains(ContentDigest.HexOf(before), problem);
        Assert.Contains(ContentDigest.HexOf(after), problem);
        Assert.Equal(ContentDigest.HexOf(after), audit.Files.Single(file => file.Problem is not null).Found);
    }

    [Fact]
    public async Task A_missing_and_an_added_file_are_found()
    {
        await bench.Register("run-a");
        bench.Blobs.Delete(new(Containers.Registry, RegistryLayout.File(RegistryBench.Model, 1, "model.bin")));
        await Put(new(Containers.Registry, RegistryLayout.File(RegistryBench.Model, 1, "extra.so")), "evil"u8.ToArray());

        var audit = await Audit();

        Assert.Equal(2, audit.Problems.Count);
        Assert.Contains(audit.Problems, problem => problem.Contains("missing file model.bin", StringComparison.Ordinal));
        Assert.Contains(audit.Problems, problem => problem.Contains("extra.so is not listed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_was_made_to_fit_an_altered_file_does_not_fit_the_signature()
    {
        await bench.Register("run-a");
        var forged = "other weights"u8.ToArray();
        await Put(new(Containers.Registry, RegistryLayout.File(RegistryBench.Model, 1, "model.bin")), forged);
        var path = new BlobPath(Containers.Registry, RegistryLayout.Manifest(RegistryBench.Model, 1));
        var list = System.Text.Encoding.UTF8.GetString((await bench.Blobs.Read(path, default))!.Content.Span);
        var old = ContentDigest.HexOf(System.Text.Encoding.UTF8.GetBytes("weights of run-a"));
        Assert.Contains(old, list);
        await Put(path, System.Text.Encoding.UTF8.GetBytes(
            list.Replace(old, ContentDigest.HexOf(forged), StringComparison.Ordinal).Replace("\"size\":16", "\"size\":13", StringComparison.Ordinal)));

        Assert.Contains("altered manifest", Assert.Single((await Audit()).Problems));
    }

    [Fact]
    public async Task The_signature_of_a_stranger_counts_for_nothing()
    {
        await bench.Register("run-a");

        var audit = await Audit(LocalSigner.Create().PublicKeyPem);

        Assert.Contains("unknown key", Assert.Single(audit.Problems));
        Assert.False(audit.IsTrusted);
    }

    [Fact]
    public async Task A_key_that_is_trusted_but_not_for_this_model_is_a_problem()
    {
        await bench.Register("run-a");
        using var other = LocalSigner.Create();
        var both = bench.Signer.PublicKeyPem + other.PublicKeyPem;

        var audit = await Audit(both, new(Trust: [new(["flights-*"], [other.KeyId])]));

        Assert.Contains($"key {bench.Signer.KeyId} may not sign versions of model 'flights-delay'", Assert.Single(audit.Problems));
        Assert.Empty((await Audit(both, new(Trust: [new(["flights-*"], [other.KeyId, bench.Signer.KeyId])]))).Problems);
        Assert.Empty((await Audit(both, new(Trust: [new(["tickets"], [other.KeyId])]))).Problems);
    }

    [Fact]
    public async Task A_version_that_is_not_there_says_so() =>
        Assert.Contains("is not in the registry", (await Assert.ThrowsAsync<TerminalFailure>(() => Audit())).Message);

    private Task<AuditReport> Audit(string? pem = null, PolicySpec? policy = null) =>
        new VersionAudit(bench.Blobs, new MemoryBlobFiles(bench.Blobs), TrustedKeys.FromPem(pem ?? bench.Signer.PublicKeyPem), policy)
            .Run(RegistryBench.Model, 1, default);

    private async Task Put(BlobPath path, byte[] content) => await bench.Blobs.Replace(
        path, content, "application/octet-stream", (await bench.Blobs.Read(path, default))?.ETag, default);
}
