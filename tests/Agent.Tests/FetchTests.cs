using System.Text;
using System.Text.Json;
using Landfall.Contracts.Provenance;
using Landfall.Signing;

namespace Landfall.Agent.Tests;

public sealed class FetchTests : IAsyncLifetime
{
    private const string Model = "flights-delay";
    private readonly Folder folder = new();
    private readonly LocalSigner signer = LocalSigner.Create();
    private BlobServer server = null!;

    public async ValueTask InitializeAsync() => server = await BlobServer.Start();

    public async ValueTask DisposeAsync()
    {
        folder.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Brings_files_by_digest_and_goes_on_where_a_connection_broke()
    {
        var manifest = Put("run/in", ("train/part-0.parquet", new string('x', 100_000)), ("spec.json", "{}"));
        server.BreakNext = 0;
        var first = await Fetch("--manifest", "run/in/manifest.json", "--digest", manifest.Digest, "--to", folder["in"]);
        Assert.Equal((0, ""), (first.Code, first.Errors));

        File.Delete(folder["in/train/part-0.parquet"]);
        server.BreakNext = 0;
        var again = await Fetch("--input", $"run/in/manifest.json|{manifest.Digest}|{folder["in"]}");

        Assert.Equal(0, again.Code);
        Assert.Equal(100_000, new FileInfo(folder["in/train/part-0.parquet"]).Length);
    }

    [Fact]
    public async Task Refuses_a_file_that_was_altered_and_leaves_nothing_under_its_name()
    {
        var manifest = Put("run/in", ("a.txt", "good"));
        server.Blobs["run/in/files/a.txt"] = Encoding.UTF8.GetBytes("evil");

        var run = await Fetch("--manifest", "run/in/manifest.json", "--digest", manifest.Digest, "--to", folder["in"]);

        Assert.Equal((int)ExitCode.Refused, run.Code);
        Assert.Contains("altered file a.txt", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["in/a.txt"]));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b")]
    public async Task Refuses_names_that_leave_the_folder(string name)
    {
        var manifest = Put("run/in", (name, "x"));

        var run = await Fetch("--manifest", "run/in/manifest.json", "--digest", manifest.Digest, "--to", folder["in"]);

        Assert.Equal((int)ExitCode.Refused, run.Code);
        Assert.Contains("cannot be used", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_out_a_signed_version()
    {
        await Register(1, ("model.bin", "weights"));

        var run = await FetchVersion("1");

        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal("weights", File.ReadAllText(folder["model/model.bin"]));
    }

    [Fact]
    public async Task Refuses_a_version_signed_by_a_stranger()
    {
        await Register(1, ("model.bin", "weights"));

        var run = await FetchVersion("1", LocalSigner.Create().PublicKeyPem);

        Assert.Equal((int)ExitCode.Refused, run.Code);
        Assert.Contains("refused", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["model"]));
    }

    [Fact]
    public async Task Refuses_a_version_whose_files_were_exchanged_together_with_their_manifest()
    {
        await Register(1, ("model.bin", "weights"));
        Put(RegistryLayout.Version(Model, 1), ("model.bin", "others"));

        var run = await FetchVersion("1");

        Assert.Equal((int)ExitCode.Refused, run.Code);
        Assert.Contains("altered manifest", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_any_flipped_bit_of_the_signed_statement()
    {
        await Register(1, ("model.bin", "weights"));
        var path = RegistryLayout.Statement(Model, 1);
        var good = server.Blobs[path];

        for (var at = 0; at < good.Length; at += 23)
        {
            var bad = (byte[])good.Clone();
            bad[at] ^= 1;
            if (Same(good, bad))
                continue;

            server.Blobs[path] = bad;
            var run = await FetchVersion("1");
            Assert.True(run.Code == (int)ExitCode.Refused, $"byte {at} flipped: exit {run.Code} {run.Errors}");
        }
    }

    [Theory]
    [InlineData("nothing to fetch")]
    [InlineData("unknown option", "--frm", "x")]
    [InlineData("has no value", "--manifest")]
    public async Task Says_how_it_wants_to_be_called(string expected, params string[] args)
    {
        var run = await Fetch(args);

        Assert.Equal((int)ExitCode.Usage, run.Code);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_prints_the_signature_of_an_address()
    {
        var run = await Fetch("--manifest", "absent.json", "--digest", "sha256:" + new string('0', 64), "--to", folder["x"]);

        Assert.NotEqual(0, run.Code);
        Assert.DoesNotContain("secret", run.Errors + run.Output, StringComparison.Ordinal);
    }

    /// <summary>White space and letter case inside JSON names may differ without changing what is said.</summary>
    private static bool Same(byte[] a, byte[] b)
    {
        try
        {
            var one = JsonSerializer.Deserialize(a, ProvenanceJson.Default.DsseEnvelope)!;
            var two = JsonSerializer.Deserialize(b, ProvenanceJson.Default.DsseEnvelope)!;
            return one.PayloadType == two.PayloadType && one.Payload.SequenceEqual(two.Payload)
                && one.Signatures[0].KeyId == two.Signatures[0].KeyId && one.Signatures[0].Sig.SequenceEqual(two.Signatures[0].Sig);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Task<AgentRun> Fetch(params string[] args) =>
        AgentRun.Of(new Dictionary<string, string> { ["LANDFALL_SOURCE"] = server.Sas }, ["fetch", .. args]);

    private Task<AgentRun> FetchVersion(string number, string? trusted = null) => AgentRun.Of(
        new Dictionary<string, string>
        {
            ["LANDFALL_SOURCE"] = server.Sas,
            ["LANDFALL_TRUSTED_KEYS"] = trusted ?? signer.PublicKeyPem,
        },
        "fetch", "--version", $"{Model}/{number}", "--to", folder["model"]);

    private FileManifest Put(string prefix, params (string Name, string Content)[] files)
    {
        foreach (var (name, content) in files)
            server.Blobs[$"{prefix}/files/{name}"] = Encoding.UTF8.GetBytes(content);

        var manifest = new FileManifest(
            [.. files.Select(f => new FileEntry(f.Name, f.Content.Length, ContentDigest.HexOf(Encoding.UTF8.GetBytes(f.Content))))]);
        server.Blobs[$"{prefix}/manifest.json"] = JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest);
        return manifest;
    }

    private async Task Register(int number, params (string Name, string Content)[] files)
    {
        var manifest = Put(RegistryLayout.Version(Model, number), files);
        var predicate = new ModelVersionPredicate(
            Model, number, "run", "sha256:" + new string('a', 64), "trainer", "server", null,
            new Dictionary<string, string>(), new Dictionary<string, double>(), [], DateTimeOffset.UnixEpoch);
        var envelope = await DsseSigner.Sign(InTotoStatement.ForModel(manifest.Digest, predicate), signer);
        server.Blobs[RegistryLayout.Statement(Model, number)] =
            JsonSerializer.SerializeToUtf8Bytes(envelope, ProvenanceJson.Default.DsseEnvelope);
    }
}
