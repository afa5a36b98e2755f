using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.DuckDb.Profiles;

namespace Landfall.Functions.Validate.Loading;

/// <summary>The datasets that were accepted before this one, and what they looked like.</summary>
internal sealed class DatasetHistory(IBlobStore blobs)
{
    /// <summary>The other datasets of the training window, oldest first. Later ones than this do not belong to it.</summary>
    public async Task<IReadOnlyList<AcceptedDataset>> Window(
        DatasetManifest newest, WindowSpec window, CancellationToken cancel)
    {
        var before = await Before(newest, cancel);
        return window switch
        {
            { Last: { } last } => [.. before.TakeLast(Math.Max(0, last - 1))],
            { Days: { } days } => [.. before.Where(d => d.ClosedAt >= newest.ClosedAt.AddDays(-days))],
            _ => [],
        };
    }

    /// <summary>The profile of the dataset accepted last; null for a first one.</summary>
    public async Task<DatasetProfile?> Baseline(DatasetManifest newest, CancellationToken cancel)
    {
        var before = await Before(newest, cancel);
        return before.Count == 0
            ? null
            : (await blobs.ReadJson<DatasetProfile>(Profile(newest.Pipeline, before[^1].Dataset.Digest), cancel))?.Value;
    }

    /// <summary>Remembers a dataset that passed. The profile comes first: whoever finds the entry finds it too.</summary>
    public async Task Accept(
        Run run, DatasetManifest newest, DatasetProfile profile, IReadOnlyList<string>? leftOut, CancellationToken cancel)
    {
        await blobs.WriteJson(Profile(run.Pipeline, newest.Digest), profile, cancel);
        await blobs.CreateJson(
            Paths.Accepted(run.Pipeline, newest.ClosedAt, newest.Digest),
            new AcceptedDataset(run.Dataset, newest.ClosedAt, run.Id, leftOut is { Count: > 0 } ? leftOut : null), cancel);
    }

    public static BlobPath Profile(string pipeline, string digest) =>
        new(Containers.Ledger, $"{pipeline}/profiles/{Paths.Hex(digest)}.json");

    private async Task<List<AcceptedDataset>> Before(DatasetManifest newest, CancellationToken cancel)
    {
        var accepted = new List<AcceptedDataset>();
        await foreach (var blob in blobs.List(Containers.Ledger, Paths.AcceptedPrefix(newest.Pipeline), cancel))
        {
            var entry = await blobs.NeedJson<AcceptedDataset>(new(Containers.Ledger, blob.Name), cancel);
            if (entry.Dataset.Digest != newest.Digest && entry.ClosedAt <= newest.ClosedAt)
                accepted.Add(entry);
        }

        return accepted;
    }
}
