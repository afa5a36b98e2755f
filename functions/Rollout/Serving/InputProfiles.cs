using System.Collections.Concurrent;
using System.Text.Json;
using Landfall.Domain.Drift;
using Landfall.Domain.Storage;
using Landfall.Domain.Watching.Inputs;

namespace Landfall.Functions.Rollout.Serving;

/// <summary>
/// What Validate kept of the data that a run began with. It stands in the run's data report and is not signed with the version: that is why
/// drifted inputs move no traffic.
/// </summary>
public sealed class InputProfiles(IBlobStore blobs)
{
    private const int Most = 256;
    private readonly ConcurrentDictionary<string, InputBaseline> known = [];

    /// <returns>Null when there is no report, or no column of it can be watched.</returns>
    public async Task<InputBaseline?> Of(Run run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (known.TryGetValue(run.Id, out var baseline))
            return baseline;

        if (await Read(run.Id, cancel) is not { } profile || InputBaseline.Of(profile) is not { Columns.Count: > 0 } found)
            return null;
        if (known.Count >= Most)
            known.Clear();
        return known[run.Id] = found;
    }

    private async Task<DataProfile?> Read(string run, CancellationToken cancel)
    {
        try
        {
            return (await blobs.ReadJson<KeptReport>(Paths.DataReport(run), cancel))?.Value.Profile?.Drift;
        }
        catch (JsonException)
        {
            return null;        // of another version of Validate: then nothing is compared, and the status says so
        }
    }

    private sealed record KeptReport(KeptProfile? Profile);

    private sealed record KeptProfile(DataProfile? Drift);
}
