using System.Text.Json;
using Landfall.Agent.Blobs;
using Landfall.Contracts.Provenance;
using Landfall.Signing;

namespace Landfall.Agent.Fetching;

/// <summary>
/// <c>agent fetch</c>: brings inputs by digest. A server's model is given out only when its version's signature is good,
/// so that nothing unsigned can serve, whoever made the pod.
/// </summary>
internal static class FetchCommand
{
    private const int ManifestLimit = 8 * 1024 * 1024;

    private static readonly HashSet<string> Options = ["manifest", "digest", "to", "input", "version", "candidate"];

    public static async Task Run(
        string[] args, Func<string, string?> environment, HttpClient http, TextWriter output, CancellationToken cancel)
    {
        var options = new Arguments(args, Options, environment);
        var container = new BlobContainer(http, options.NeedSecret("LANDFALL_SOURCE"), TimeProvider.System);
        var download = new VerifiedDownload(container);

        var inputs = options.All("input").Select(FetchInput.Parse).ToList();
        foreach (var input in inputs)
            await ByDigest(container, download, input, output, cancel);

        if (options.Find("version") is { } version)
        {
            var trusted = TrustedKeysOf(options.NeedSecret("LANDFALL_TRUSTED_KEYS"));
            await Signed(container, download, trusted, version, options.Need("to"), options.Find("digest"), output, cancel);
        }
        else if (options.Find("manifest") is { } manifest)
        {
            var digest = options.Find("candidate") ?? options.Need("digest");
            await ByDigest(container, download, new(manifest, digest, options.Need("to")), output, cancel);
        }
        else if (inputs.Count == 0)
        {
            throw Arguments.Usage("nothing to fetch: give --manifest with --digest, --version, or --input PATH|DIGEST|FOLDER");
        }
    }

    private static async Task ByDigest(
        BlobContainer container, VerifiedDownload download, FetchInput input, TextWriter output, CancellationToken cancel)
    {
        var manifest = await ReadManifest(container, input.Manifest, cancel);
        if (manifest.Digest != input.Digest)
        {
            throw new AgentFailure(
                ExitCode.Refused, $"altered manifest {input.Manifest}: expected {input.Digest}, its files are {manifest.Digest}");
        }

        await download.All(manifest, input.Manifest, input.Folder, cancel);
        await output.WriteLineAsync($"fetched {manifest.Files.Count} files, {manifest.TotalSize:N0} bytes, {input.Digest}");
    }

    private static async Task Signed(
        BlobContainer container, VerifiedDownload download, TrustedKeys trusted, string version, string folder,
        string? digest, TextWriter output, CancellationToken cancel)
    {
        if (version.Split('/') is not [var model, var text] || !int.TryParse(text, out var number) || number < 1)
            throw Arguments.Usage($"--version is '{version}'; expected MODEL/NUMBER");

        var envelope = await Need(container, RegistryLayout.Statement(model, number), ProvenanceJson.Default.DsseEnvelope, cancel);
        var path = RegistryLayout.Manifest(model, number);
        var manifest = await ReadManifest(container, path, cancel);

        var verified = new VersionVerifier(trusted).Verify(envelope, manifest, new(model, number, digest));
        if (verified.Refusal is { } refusal)
            throw new AgentFailure(ExitCode.Refused, $"{model} v{number} is refused: {refusal.Message}");

        await download.All(manifest, path, folder, cancel);
        await output.WriteLineAsync($"fetched {model} v{number}, signed by {verified.KeyId}, {manifest.Digest}");
    }

    private static TrustedKeys TrustedKeysOf(string bundle)
    {
        try
        {
            return TrustedKeys.FromPem(bundle);
        }
        catch (FormatException wrong)
        {
            throw new AgentFailure(ExitCode.Refused, $"LANDFALL_TRUSTED_KEYS: {wrong.Message}", wrong);
        }
    }

    private static Task<FileManifest> ReadManifest(BlobContainer container, string path, CancellationToken cancel) =>
        Need(container, path, ProvenanceJson.Default.FileManifest, cancel);

    private static async Task<T> Need<T>(
        BlobContainer container, string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var content = await container.Read(path, ManifestLimit, cancel)
            ?? throw new AgentFailure(ExitCode.Refused, $"{path} is missing in the container");
        try
        {
            return JsonSerializer.Deserialize(content, type)
                ?? throw new AgentFailure(ExitCode.Refused, $"{path} is empty");
        }
        catch (JsonException wrong)
        {
            throw new AgentFailure(ExitCode.Refused, $"{path} is not what it should be: {wrong.Message}", wrong);
        }
    }
}

/// <summary>One input: a manifest, the digest its files must have, and where they go.</summary>
internal sealed record FetchInput(string Manifest, string Digest, string Folder)
{
    public static FetchInput Parse(string text) =>
        text.Split('|') is [var manifest, var digest, var folder] && ContentDigest.IsDigest(digest)
            ? new(manifest, digest, folder)
            : throw Arguments.Usage($"--input is '{text}'; expected PATH|sha256:DIGEST|FOLDER");
}
