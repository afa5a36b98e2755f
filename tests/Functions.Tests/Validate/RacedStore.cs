using Landfall.Domain.Storage;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Validate;

/// <summary>One blob of it is always written by somebody else first.</summary>
internal sealed class RacedStore(IBlobStore blobs, BlobPath raced) : PassingBlobStore(blobs)
{
    public override Task<string?> Replace(
        BlobPath path, ReadOnlyMemory<byte> content, string contentType, string? expected, CancellationToken cancel) =>
        path == raced ? Task.FromResult<string?>(null) : base.Replace(path, content, contentType, expected, cancel);
}
