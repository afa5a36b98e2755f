using Landfall.Domain.Storage;

namespace Landfall.Fakes;

/// <summary>Links that lead nowhere, for tests of who gets which. Files cannot be read or written through it.</summary>
public sealed class FixedLinks : IBlobFiles
{
    public List<(string Container, ContainerAccess Access, TimeSpan Lifetime)> Given { get; } = [];

    public Task<Uri> Link(string container, ContainerAccess access, TimeSpan lifetime, CancellationToken cancel)
    {
        Given.Add((container, access, lifetime));
        return Task.FromResult(new Uri($"https://storage.invalid/{container}?sp={access}&sig=verysecret"));
    }

    public Task Download(BlobPath path, string? etag, string file, CancellationToken cancel) => throw OnlyLinks();

    public Task<Stream> OpenRead(BlobPath path, string? etag, CancellationToken cancel) => throw OnlyLinks();

    public Task<bool> Upload(BlobPath path, string file, string contentType, CancellationToken cancel) => throw OnlyLinks();

    private static NotSupportedException OnlyLinks() => new("this fake gives links and nothing else");
}
