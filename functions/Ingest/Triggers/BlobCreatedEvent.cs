using System.Text.Json;

namespace Landfall.Functions.Ingest.Triggers;

/// <summary>A blob event in either schema, reduced to what is used. What cannot be read is no event of ours.</summary>
internal sealed record BlobCreatedEvent(string Container, string Blob, string? ETag)
{
    private const string Created = "Microsoft.Storage.BlobCreated";
    private const string Containers = "/blobServices/default/containers/";
    private const string Blobs = "/blobs/";

    /// <returns>The event, or the reason why it is dropped.</returns>
    public static (BlobCreatedEvent? Event, string Type, string Subject, string? Dropped) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return (null, "?", "?", "it is not a JSON object");

        var type = Text(body, "eventType") ?? Text(body, "type") ?? "?";
        var subject = Text(body, "subject") ?? "?";
        if (type != Created)
            return (null, type, subject, $"only {Created} is of use here");

        var at = subject.IndexOf(Blobs, StringComparison.Ordinal);
        if (!subject.StartsWith(Containers, StringComparison.Ordinal) || at < Containers.Length)
            return (null, type, subject, $"its subject is not {Containers}NAME{Blobs}NAME");

        var etag = body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? Text(data, "eTag") : null;
        return (new(subject[Containers.Length..at], subject[(at + Blobs.Length)..], etag), type, subject, null);
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
