using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Landfall.Domain.Storage;

namespace Landfall.Fakes;

/// <summary>The storage port in memory, with the same guarantees: create once, replace what was read. Shared by all tests.</summary>
public sealed class MemoryBlobStore : IBlobStore
{
    private readonly ConcurrentDictionary<BlobPath, StoredBlob> blobs = new();
    private readonly ConcurrentDictionary<BlobPath, DateTimeOffset> written = new();
    private int etags;
    private int reads;

    /// <summary>How many blobs were asked for so far.</summary>
    public int Reads => reads;

    /// <summary>When blobs are written, where a test asks; the beginning of time otherwise.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Fails the next so many calls, as a network does.</summary>
    public int FailNext { get; set; }

    public IEnumerable<string> Names(string container) =>
        blobs.Keys.Where(path => path.Container == container).Select(path => path.Name).Order(StringComparer.Ordinal);

    public void Delete(BlobPath path) => blobs.TryRemove(path, out _);

    public Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes = 16 * 1024 * 1024)
    {
        Fail();
        Interlocked.Increment(ref reads);
        if (!blobs.TryGetValue(path, out var blob))
            return Task.FromResult<StoredBlob?>(null);

        return blob.Content.Length > maxBytes
            ? throw new BlobTooLargeException(path, blob.Content.Length, maxBytes)
            : Task.FromResult<StoredBlob?>(blob);
    }

    public Task<bool> Create(BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel)
    {
        Fail();
        return Task.FromResult(blobs.TryAdd(path, new(content.ToArray(), NextTag())) && Stamp(path));
    }

    public Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel)
    {
        Fail();
        var next = new StoredBlob(content.ToArray(), NextTag());
        if (expected is null)
            return Task.FromResult(blobs.TryAdd(path, next) && Stamp(path) ? next.ETag : null);

        var replaced = blobs.TryGetValue(path, out var now) && now.ETag == expected && blobs.TryUpdate(path, next, now) && Stamp(path);
        return Task.FromResult(replaced ? next.ETag : null);
    }

    public async IAsyncEnumerable<BlobFound> List(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        Fail();
        // One moment of it: enumerating goes on while others write.
        var found = blobs.ToArray().Where(pair => pair.Key.Container == container
            && pair.Key.Name.StartsWith(prefix, StringComparison.Ordinal));

        foreach (var (path, blob) in found.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            await Task.CompletedTask;
            yield return new(path.Name, blob.Content.Length, blob.ETag, written.GetValueOrDefault(path, DateTimeOffset.UnixEpoch), null);
        }
    }

    private bool Stamp(BlobPath path)
    {
        if (Clock is not null)
            written[path] = Clock.GetUtcNow();
        return true;
    }

    private string NextTag() => $"\"{Interlocked.Increment(ref etags):x}\"";

    private void Fail()
    {
        if (FailNext <= 0)
            return;

        FailNext--;
        throw new IOException("the network is down (by order of the test)");
    }
}
