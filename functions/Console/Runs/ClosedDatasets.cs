using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Console.Runs;

/// <summary>A closed dataset for people.</summary>
/// <param name="Tainted">Who marked it and why; null for data that may be trained on.</param>
internal sealed record DatasetRow(string Name, string Digest, int Files, long Bytes, DateTimeOffset ClosedAt, string? Tainted = null);

/// <summary>Which datasets of a pipeline are meant: a range of names, or those that landed while a version served.</summary>
/// <param name="From">First dataset, by its name below the prefix; null from the beginning.</param>
/// <param name="To">Last dataset, also taken; null to the end.</param>
/// <param name="Every">Every content that a folder was closed with; else its newest.</param>
internal sealed record DatasetWish(string? From, string? To, int? Version, bool Every);

/// <summary>The datasets that were closed, with their marks.</summary>
public sealed class ClosedDatasets(IBlobStore blobs, RunStories stories)
{
    /// <returns>In the order of their names; and the run that brought the version out, where one was asked for and known.</returns>
    internal async Task<(IReadOnlyList<DatasetRow> Rows, string? Run)> Find(
        ModelPipeline pipeline, DatasetWish wish, DurableTaskClient client, CancellationToken cancel)
    {
        var name = pipeline.Metadata.Name;
        IReadOnlyList<DatasetManifest> closed = await Closed(name, cancel);
        string? run = null;
        if (wish.Version is { } version)
        {
            var served = (await stories.Served(name, client, cancel)).Of(version);
            closed = TaintChoice.Of(closed, served);
            run = served.Count == 0 ? null : served[0].RunId;
        }

        var marks = await new TaintBook(blobs).Of(name, cancel);
        var prefix = pipeline.Spec.Data.Prefix;
        var chosen = wish.Every
            ? BackfillRange.Every(closed, prefix, wish.From, wish.To)
            : BackfillRange.Of(closed, prefix, wish.From, wish.To);
        return (
        [
            .. chosen.Select(dataset => new DatasetRow(
                BackfillRange.Short(dataset.Name, prefix), dataset.Digest, dataset.Landings.Count,
                dataset.Landings.Sum(landing => landing.Size), dataset.ClosedAt, Words(marks.GetValueOrDefault(dataset.Digest)))),
        ], run);
    }

    private async Task<List<DatasetManifest>> Closed(string pipeline, CancellationToken cancel)
    {
        var closed = new List<DatasetManifest>();
        await foreach (var blob in blobs.List(Containers.Ledger, Paths.DatasetsPrefix(pipeline), cancel))
            closed.Add(await blobs.NeedJson<DatasetManifest>(new(Containers.Ledger, blob.Name), cancel));
        return closed;
    }

    private static string? Words(TaintMark? mark) => mark is null ? null : $"{mark.By}: {mark.Reason}";
}
