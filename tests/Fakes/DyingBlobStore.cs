using Landfall.Domain.Storage;

namespace Landfall.Fakes;

/// <summary>A store whose caller dies after so many calls, between one and the next.</summary>
public sealed class DyingBlobStore(IBlobStore inner, int callsToLive) : IBlobStore
{
    private int left = callsToLive;

    public Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes = 16 * 1024 * 1024) =>
        Alive().Read(path, cancel, maxBytes);

    public Task<bool> Create(BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel) =>
        Alive().Create(path, content, contentType, cancel);

    public Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel) =>
        Alive().Replace(path, content, contentType, expected, cancel);

    public IAsyncEnumerable<BlobFound> List(string container, string prefix, CancellationToken cancel) =>
        Alive().List(container, prefix, cancel);

    private IBlobStore Alive() => left-- > 0 ? inner : throw new IOException("the process died (by order of the test)");
}
