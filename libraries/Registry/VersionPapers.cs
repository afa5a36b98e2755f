using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;

namespace Landfall.Registry;

/// <summary>What lies beside a version's files: its signed statement and the list of files. Read, not believed.</summary>
public sealed class VersionPapers(IBlobStore blobs)
{
    /// <returns>Null when it is missing.</returns>
    /// <exception cref="TerminalFailure">It is there and cannot be read.</exception>
    public Task<(DsseEnvelope Value, ReadOnlyMemory<byte> Bytes)?> Envelope(string model, int number, CancellationToken cancel) =>
        Read(RegistryLayout.Statement(model, number), ProvenanceJson.Default.DsseEnvelope, cancel);

    public Task<(FileManifest Value, ReadOnlyMemory<byte> Bytes)?> Manifest(string model, int number, CancellationToken cancel) =>
        Read(RegistryLayout.Manifest(model, number), ProvenanceJson.Default.FileManifest, cancel);

    /// <summary>What the statement says, without having asked who signed it: for people to read, not to decide by.</summary>
    public static InTotoStatement? Said(DsseEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        try
        {
            return JsonSerializer.Deserialize(envelope.Payload, ProvenanceJson.Default.InTotoStatement);
        }
        catch (JsonException)
        {
            // Nothing can be shown of it; verifying says why.
            return null;
        }
    }

    private async Task<(T Value, ReadOnlyMemory<byte> Bytes)?> Read<T>(string name, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        var path = new BlobPath(Containers.Registry, name);
        if (await blobs.Read(path, cancel) is not { } blob)
            return null;
        try
        {
            return JsonSerializer.Deserialize(blob.Content.Span, type) is { } value
                ? (value, blob.Content)
                : throw new TerminalFailure($"{path} is null.");
        }
        catch (JsonException wrong)
        {
            throw new TerminalFailure($"{path} cannot be read: {wrong.Message}", wrong);
        }
    }
}
