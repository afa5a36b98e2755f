namespace Landfall.Domain.Storage;

/// <summary>Where a blob is.</summary>
public sealed record BlobPath(string Container, string Name)
{
    public override string ToString() => $"{Container}/{Name}";
}

public sealed record StoredBlob(ReadOnlyMemory<byte> Content, string ETag);

public sealed record BlobFound(string Name, long Size, string ETag, DateTimeOffset LastModified, string? ContentType);

/// <summary>
/// Small blobs with the two guarantees everything rests on: a create that happens once, and a replacement that happens
/// only where nobody else was faster.
/// </summary>
public interface IBlobStore
{
    /// <returns>Null when there is no such blob.</returns>
    /// <exception cref="BlobTooLargeException">The blob is larger than <paramref name="maxBytes"/>; terminal.</exception>
    Task<StoredBlob?> Read(BlobPath path, CancellationToken cancel, long maxBytes = 16 * 1024 * 1024);

    /// <returns>False when a blob of that name exists already; it is then left as it is.</returns>
    Task<bool> Create(BlobPath path, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancel);

    /// <summary>Replaces exactly the content that was read.</summary>
    /// <param name="expected">The ETag it must have; null when it must not exist.</param>
    /// <returns>The new ETag, or null when someone else was faster.</returns>
    Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel);

    /// <summary>By ordinal name; nothing where there is no such container.</summary>
    IAsyncEnumerable<BlobFound> List(string container, string prefix, CancellationToken cancel);
}

/// <summary>Bulk: whole files, streamed, and links by which a pod reaches one container.</summary>
public interface IBlobFiles
{
    /// <param name="etag">The precondition; null reads whatever is there.</param>
    /// <exception cref="BlobChangedException">The blob is not the one that was frozen; terminal.</exception>
    Task Download(BlobPath path, string? etag, string file, CancellationToken cancel);

    Task<Stream> OpenRead(BlobPath path, string? etag, CancellationToken cancel);

    /// <returns>False when the blob exists already.</returns>
    Task<bool> Upload(BlobPath path, string file, string contentType, CancellationToken cancel);

    /// <summary>A signed address of a container, good for one purpose and a limited time.</summary>
    Task<Uri> Link(string container, ContainerAccess access, TimeSpan lifetime, CancellationToken cancel);
}

public enum ContainerAccess { Read, CreateAndWrite }
