using System.Text.Json;

namespace Landfall.Local.Events;

/// <summary>The `data` of a blob storage event, with Event Grid's names.</summary>
internal sealed record BlobEventData
{
    public required string Api { get; init; }
    public string? ClientRequestId { get; init; }
    public required string RequestId { get; init; }
    [System.Text.Json.Serialization.JsonPropertyName("eTag")]
    public string? ETag { get; init; }
    public string? ContentType { get; init; }
    public long? ContentLength { get; init; }
    public required string BlobType { get; init; }
    public required string Url { get; init; }
    public required string Sequencer { get; init; }
    public required StorageDiagnostics StorageDiagnostics { get; init; }
}

internal sealed record StorageDiagnostics(string BatchId);

/// <summary>How a write ended well.</summary>
/// <param name="ETag">Null after a deletion. Without quotes, as Event Grid has it.</param>
internal sealed record BlobOutcome(string? ETag, long? ContentLength, string? ContentType, string RequestId);

internal static class BlobEvent
{
    /// <param name="number">Rises with every event of the account; the sequencer is made of it.</param>
    public static GridEvent Of(BlobWrite write, BlobOutcome outcome, long number, Uri proxy, DateTimeOffset now)
    {
        var isDeletion = write.Api == BlobWrite.Delete;
        var data = new BlobEventData
        {
            Api = write.Api,
            ClientRequestId = write.ClientRequestId,
            RequestId = outcome.RequestId,
            ETag = outcome.ETag,
            ContentType = outcome.ContentType ?? (isDeletion ? null : "application/octet-stream"),
            ContentLength = outcome.ContentLength,
            BlobType = write.BlobType,
            Url = $"{proxy.GetLeftPart(UriPartial.Authority)}{write.Path}",
            Sequencer = $"{number:X48}",
            StorageDiagnostics = new StorageDiagnostics(Guid.NewGuid().ToString()),
        };
        return new GridEvent
        {
            Id = Guid.NewGuid().ToString(),
            Subject = $"/blobServices/default/containers/{write.Container}/blobs/{write.Blob}",
            EventType = isDeletion ? "Microsoft.Storage.BlobDeleted" : "Microsoft.Storage.BlobCreated",
            EventTime = now,
            Data = JsonSerializer.SerializeToElement(data, EventJson.Default.BlobEventData),
        };
    }
}
