using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.DuckDb.Profiles;

namespace Landfall.Functions.Validate.Loading;

/// <summary>The datasets that were accepted before this one, what they looked like, and which of them are tainted.</summary>
internal sealed class DatasetHistory(IBlobStore blobs)
{
    private readonly TaintBook taints = new(blobs);

    public async Task<DatasetPast> Of(DatasetManifest newest, DataSpec data, CancellationToken cancel)
    {
        var marks = await taints.Of(newest.Pipeline, cancel);
        return DatasetPast.Of(newest, await Before(newest, cancel), marks, data);
    }

    /// <summary>The profile of the dataset accepted last, of those that count; null for a first one.</summary>
    public async Task<DatasetProfile?> Baseline(DatasetManifest newest, DatasetPast past, CancellationToken cancel) => past.Last is { } last
        ? (await blobs.ReadJson<DatasetProfile>(Paths.Profile(newest.Pipeline, last.Dataset.Digest), cancel))?.Value
        : null;

    /// <summary>Remembers a dataset that passed. The profile comes first: whoever finds the entry finds it too.</summary>
    public async Task Accept(
        Run run, DatasetManifest newest, DatasetProfile profile, IReadOnlyList<string>? leftOut, CancellationToken cancel)
    {
        await blobs.WriteJson(Paths.Profile(run.Pipeline, newest.Digest), profile, cancel);
        await blobs.CreateJson(
            Paths.Accepted(run.Pipeline, newest.ClosedAt, newest.Digest),
            new AcceptedDataset(run.Dataset, newest.ClosedAt, run.Id, leftOut is { Count: > 0 } ? leftOut : null), cancel);
    }

    /// <exception cref="TerminalFailure">No delivery has accepted it.</exception>
    public Task<AcceptedDataset> Accepted(DatasetManifest dataset, CancellationToken cancel) =>
        blobs.NeedJson<AcceptedDataset>(Paths.Accepted(dataset.Pipeline, dataset.ClosedAt, dataset.Digest), cancel);

    private async Task<List<AcceptedDataset>> Before(DatasetManifest newest, CancellationToken cancel)
    {
        var accepted = new List<AcceptedDataset>();
        await foreach (var blob in blobs.List(Containers.Runs, Paths.AcceptedPrefix(newest.Pipeline), cancel))
        {
            var entry = await blobs.NeedJson<AcceptedDataset>(new(Containers.Runs, blob.Name), cancel);
            if (entry.Dataset.Digest != newest.Digest && entry.ClosedAt <= newest.ClosedAt)
                accepted.Add(entry);
        }

        return accepted;
    }
}
