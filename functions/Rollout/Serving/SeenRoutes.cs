using Landfall.Domain.Serving;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>Keeps for those without access to the cluster what its routes say: who serves which model.</summary>
public sealed class SeenRoutes(IBlobStore blobs, TimeProvider time)
{
    /// <summary>A route that says the same as before is written again only so often.</summary>
    private static readonly TimeSpan Refresh = Agreement.Stale / 3;

    /// <param name="listed">The routes of the namespace as they are now.</param>
    public async Task Sweep(string space, IReadOnlyList<StoredRoute> listed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(listed);
        foreach (var route in listed)
        {
            if (route.Weights is not { } weights || (weights.Champion ?? weights.Candidate)?.Model is not { } model)
                continue;

            var seen = new SeenRoute(new(space, route.Name), weights, route.Run, time.GetUtcNow());
            var known = (await blobs.ReadJson<SeenRoute>(Paths.SeenRoute(model), cancel))?.Value;
            if (known is null || known with { At = seen.At } != seen || seen.At - known.At >= Refresh)
                await blobs.WriteJson(Paths.SeenRoute(model), seen, cancel);
        }
    }
}
