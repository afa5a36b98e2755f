using Landfall.Domain.Storage;

namespace Landfall.Fakes;

/// <summary>Whole files, kept in the same memory as the small blobs. Shared by all tests.</summary>
public sealed class MemoryBlobFiles(IBlobStore store) : IBlobFiles
{
    public async Task Download(BlobPath path, string? etag, string file, CancellationToken cancel)
    {
        await using var source = await OpenRead(path, etag, cancel);
        await using var target = File.Create(file);
        await source.CopyToAsync(target, cancel);
    }

    public async Task<Stream> OpenRead(BlobPath path, string? etag, CancellationToken cancel)
    {
        var blob = await store.Read(path, cancel);
        if (etag is not null && blob?.ETag != etag)
            throw new BlobChangedException(path, etag);

        return blob is null
            ? throw new FileNotFoundException($"{path} is not there")
            : new MemoryStream(blob.Content.ToArray(), writable: false);
    }

    public async Task<bool> Upload(BlobPath path, string file, string contentType, CancellationToken cancel) =>
        await store.Create(path, await File.ReadAllBytesAsync(file, cancel), contentType, cancel);

    public Task<Uri> Link(string container, ContainerAccess access, TimeSpan lifetime, CancellationToken cancel) =>
        Task.FromResult(new Uri($"https://storage.invalid/{container}?access={access}&for={lifetime.TotalMinutes:0}m"));
}
