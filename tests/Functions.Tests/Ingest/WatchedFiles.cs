using Landfall.Domain.Storage;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Ingest;

/// <summary>Something happens before a blob is read.</summary>
internal sealed class WatchedFiles(MemoryBlobStore blobs, Action<BlobPath> before) : IBlobFiles
{
    private readonly MemoryBlobFiles inner = new(blobs);

    public Task<Stream> OpenRead(BlobPath path, string? etag, CancellationToken cancel)
    {
        before(path);
        return inner.OpenRead(path, etag, cancel);
    }

    public Task Download(BlobPath path, string? etag, string file, CancellationToken cancel) =>
        inner.Download(path, etag, file, cancel);

    public Task<bool> Upload(BlobPath path, string file, string contentType, CancellationToken cancel) =>
        inner.Upload(path, file, contentType, cancel);

    public Task<Uri> Link(string container, ContainerAccess access, TimeSpan lifetime, CancellationToken cancel) =>
        inner.Link(container, access, lifetime, cancel);
}
