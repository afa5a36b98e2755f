using System.Text.Json;

namespace Landfall.Domain.Storage;

/// <param name="ETag">What a replacement must name.</param>
public sealed record StoredJson<T>(T Value, string ETag);

/// <summary>Records as blobs.</summary>
public static class BlobJson
{
    private const string ContentType = "application/json";

    /// <exception cref="BlobTooLargeException">The blob is larger than <paramref name="maxBytes"/>; terminal.</exception>
    public static async Task<StoredJson<T>?> ReadJson<T>(
        this IBlobStore blobs, BlobPath path, CancellationToken cancel, long maxBytes = 16 * 1024 * 1024)
        where T : class
    {
        var blob = await blobs.Read(path, cancel, maxBytes);
        if (blob is null)
            return null;

        try
        {
            var value = JsonSerializer.Deserialize<T>(blob.Content.Span, ContractsJson.Options);
            return new(value ?? throw Unreadable(path, typeof(T), "it is null"), blob.ETag);
        }
        catch (JsonException wrong)
        {
            throw Unreadable(path, typeof(T), wrong.Message);
        }
    }

    /// <exception cref="TerminalFailure">There is no such blob.</exception>
    public static async Task<T> NeedJson<T>(this IBlobStore blobs, BlobPath path, CancellationToken cancel)
        where T : class =>
        (await blobs.ReadJson<T>(path, cancel))?.Value
        ?? throw new TerminalFailure($"{path} is missing: an earlier step should have written it. Look at the run's record.");

    /// <returns>False when it exists already.</returns>
    public static Task<bool> CreateJson<T>(this IBlobStore blobs, BlobPath path, T value, CancellationToken cancel) =>
        blobs.Create(path, Bytes(value), ContentType, cancel);

    public static Task<string?> ReplaceJson<T>(
        this IBlobStore blobs, BlobPath path, T value, string? expected, CancellationToken cancel) =>
        blobs.Replace(path, Bytes(value), ContentType, expected, cancel);

    /// <summary>Writes whatever is there now; for what has one writer.</summary>
    public static async Task WriteJson<T>(this IBlobStore blobs, BlobPath path, T value, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var now = await blobs.Read(path, cancel);
            if (await blobs.Replace(path, Bytes(value), ContentType, now?.ETag, cancel) is not null)
                return;
        }

        throw new IOException($"{path} is being written by someone else all the time.");
    }

    private static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, ContractsJson.Options);

    private static TerminalFailure Unreadable(BlobPath path, Type type, string why) =>
        new($"{path} is not a {type.Name}: {why}. It was changed by hand or written by another version.");
}
