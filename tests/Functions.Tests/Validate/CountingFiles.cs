using Landfall.Domain.Storage;

namespace Landfall.Functions.Tests.Validate;

/// <summary>Counts what is brought to the disk.</summary>
internal sealed class CountingFiles(IBlobFiles files) : IBlobFiles
{
    public int Downloads { get; private set; }

    public Task Download(BlobPath path, string? etag, string file, CancellationToken cancel)
    {
        Downloads++;
        return files.Download(path, etag, file, cancel);
    }

    public Task<Stream> OpenRead(BlobPath path, string? etag, CancellationToken cancel) => files.OpenRead(path, etag, cancel);

    public Task<bool> Upload(BlobPath path, string file, string contentType, CancellationToken cancel) =>
        files.Upload(path, file, contentType, cancel);

    public Task<Uri> Link(string container, ContainerAccess access, TimeSpan lifetime, CancellationToken cancel) =>
        files.Link(container, access, lifetime, cancel);
}
