using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Validate;

/// <summary>One blob of it is always written by somebody else first.</summary>
internal sealed class RacedStore(IBlobStore blobs, BlobPath raced) : IBlobStore
{
    public Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes) => blobs.Read(path, cancel, maxBytes);

    public Task<bool> Create(BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel) =>
        blobs.Create(path, content, contentType, cancel);

    public Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel) =>
        path == raced ? Task.FromResult<string?>(null) : blobs.Replace(path, content, contentType, expected, cancel);

    public IAsyncEnumerable<BlobFound> List(string container, string prefix, CancellationToken cancel) =>
        blobs.List(container, prefix, cancel);
}
