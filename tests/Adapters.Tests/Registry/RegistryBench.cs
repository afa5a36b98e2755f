using System.Text;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Registry;
using Landfall.Signing;

namespace Landfall.Adapters.Tests.Registry;

/// <summary>A registry in memory with a candidate to register, and what the tests ask of it.</summary>
internal sealed class RegistryBench
{
    public const string Model = "flights-delay";

    public MemoryBlobStore Blobs { get; } = new();

    public LocalSigner Signer { get; } = LocalSigner.Create();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public BlobModelRegistry Registry(IBlobStore? blobs = null) =>
        new(blobs ?? Blobs, new MemoryBlobFiles(blobs ?? Blobs), Signer, Time);

    public ModelRegistry Reader => new(Blobs, Time);

    /// <summary>What a training Job of this run pushes.</summary>
    public async Task<VersionDraft> Candidate(string run, string content = "weights")
    {
        var folder = $"{run}/train-1";
        var files = new List<FileEntry>();
        foreach (var (name, text) in new[] { ("model.bin", content), ("meta/columns.json", "[\"distance\"]") })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            files.Add(new(name, bytes.Length, ContentDigest.HexOf(bytes)));
            await Blobs.Create(new(Containers.Outputs, $"{folder}/files/{name}"), bytes, "application/octet-stream", default);
        }

        var manifest = new FileManifest(files);
        var path = $"{folder}/manifest.json";
        await Blobs.Create(
            new(Containers.Outputs, path), JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest),
            "application/json", default);
        return new(Model, run, new(path, manifest.Digest, files.Count, manifest.TotalSize), "server@sha256:1", Facts(run));
    }

    public async Task<ModelVersionRef> Register(string run) =>
        await Registry().Publish(await Candidate(run, $"weights of {run}"), default);

    public async Task<VersionVerification> Verify(ModelVersionRef version)
    {
        var envelope = await Read(RegistryLayout.Statement(Model, version.Number), ProvenanceJson.Default.DsseEnvelope);
        var manifest = await Read(RegistryLayout.Manifest(Model, version.Number), ProvenanceJson.Default.FileManifest);
        return new VersionVerifier(TrustedKeys.FromPem(Signer.PublicKeyPem))
            .Verify(envelope, manifest, new(Model, version.Number, version.Digest));
    }

    public static MoveAliasRequest Promote(ModelVersionRef to, int? expected, string run) =>
        new("champion", to, expected, run, $"promoted by {run}");

    private async Task<T> Read<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var blob = await Blobs.Read(new(Containers.Registry, name), default);
        return JsonSerializer.Deserialize(blob!.Content.Span, type)!;
    }

    private static ModelVersionPredicate Facts(string run) => new(
        "", 0, run, ContentDigest.Of("data"u8), "trainer@sha256:2", "", null, new Dictionary<string, string>(),
        new Dictionary<string, double> { ["auc"] = 0.641 }, [new("auc", Contracts.GateOutcome.Pass, "0.64 ≥ 0.6")],
        DateTimeOffset.UnixEpoch);
}
