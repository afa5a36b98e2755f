using Landfall.Domain.Storage;
using Landfall.Fakes;

namespace Landfall.Functions.Tests.Ingest;

/// <summary>Storage in which time passes while the container of landings is listed.</summary>
internal sealed class SlowListing(IBlobStore blobs, Action passes) : PassingBlobStore(blobs)
{
    public override IAsyncEnumerable<BlobFound> List(string container, string prefix, CancellationToken cancel)
    {
        if (container == "flights")
            passes();
        return base.List(container, prefix, cancel);
    }
}
