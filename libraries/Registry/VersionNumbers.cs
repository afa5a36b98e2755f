using System.Globalization;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;

namespace Landfall.Registry;

/// <summary>
/// Gives each run one number. The number is claimed create-only, then written down for the run create-only: whatever the
/// second says is the run's number, however often it asks.
/// </summary>
internal sealed class VersionNumbers(IBlobStore blobs, TimeProvider time)
{
    public async Task<VersionClaim> For(string model, string runId, CancellationToken cancel)
    {
        var ofRun = RegistryPaths.OfRun(model, runId);
        if (await blobs.ReadJson<VersionClaim>(ofRun, cancel) is { } known)
            return known.Value;

        var claim = await ClaimNext(model, runId, cancel);
        await blobs.CreateJson(ofRun, claim, cancel);
        return await blobs.NeedJson<VersionClaim>(ofRun, cancel);
    }

    private async Task<VersionClaim> ClaimNext(string model, string runId, CancellationToken cancel)
    {
        var number = await Highest(model, cancel);
        if (number > 0 && await Claimed(model, number, cancel) is { } last && last.RunId == runId)
            return last;

        while (true)
        {
            var claim = new VersionClaim(++number, runId, time.GetUtcNow());
            if (await blobs.CreateJson(RegistryPaths.Claim(model, number), claim, cancel))
                return claim;
        }
    }

    private async Task<int> Highest(string model, CancellationToken cancel)
    {
        var highest = 0;
        await foreach (var blob in blobs.List(Containers.Registry, RegistryPaths.Claims(model), cancel))
        {
            var name = Path.GetFileNameWithoutExtension(blob.Name);
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                highest = Math.Max(highest, number);
        }

        return highest;
    }

    private Task<VersionClaim> Claimed(string model, int number, CancellationToken cancel) =>
        blobs.NeedJson<VersionClaim>(RegistryPaths.Claim(model, number), cancel);
}
