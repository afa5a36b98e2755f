using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Ingest;

/// <summary>Storage in which time passes while the container of landings is listed.</summary>
internal sealed class SlowListing(IBlobStore blobs, Action passes) : IBlobStore
{
    public Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes) => blobs.Read(path, cancel, maxBytes);

    public Task<bool> Create(BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel) =>
        blobs.Create(path, content, contentType, cancel);

    public Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel) =>
        blobs.Replace(path, content, contentType, expected, cancel);

    public IAsyncEnumerable<BlobFound> List(string container, string prefix, CancellationToken cancel)
    {
        if (container == "flights")
            passes();
        return blobs.List(container, prefix, cancel);
    }
}
