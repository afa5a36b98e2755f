using Landfall.Contracts;

namespace Landfall.Domain.Tests.Runs;

internal static class RunSamples
{
    public static readonly RunDocuments Documents = new("sha256:pi", "sha256:en", "sha256:po");

    public static Run Named(string id) => new(
        id, "flights", new($"sha256:{id}", id, $"{id}.json", 1, 1000), Documents, new("data"), 1,
        new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
}
