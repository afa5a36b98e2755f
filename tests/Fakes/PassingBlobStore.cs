using Landfall.Domain.Storage;

namespace Landfall.Fakes;

/// <summary>Passes everything on; what a test wants otherwise it overrides.</summary>
public abstract class PassingBlobStore(IBlobStore inner) : IBlobStore
{
    public virtual Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes) => inner.Read(path, cancel, maxBytes);

    public virtual Task<bool> Create(BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel) =>
        inner.Create(path, content, contentType, cancel);

    public virtual Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel) =>
        inner.Replace(path, content, contentType, expected, cancel);

    public virtual IAsyncEnumerable<BlobFound> List(string container, string prefix, CancellationToken cancel) =>
        inner.List(container, prefix, cancel);
}
