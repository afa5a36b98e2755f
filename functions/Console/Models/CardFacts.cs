using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Documents;
using Landfall.Domain.Evaluation;
using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Registry.Cards;
using Landfall.Domain.Storage;
using Landfall.Registry;

namespace Landfall.Functions.Console.Models;

/// <summary>Gathers what is kept about a version.</summary>
public sealed class CardFacts(ModelRegistry registry, RecordReader records, IBlobStore blobs, IDocumentStore documents)
{
    /// <summary>What Evaluate keeps, as far as a card shows it. Nothing was measured where the answers could not be judged.</summary>
    private sealed record EvaluationPaper(EvaluationPaper.Judged Result)
    {
        internal sealed record Judged(EvaluationReport? Report);
    }

    private sealed record DataPaper(string Name, string Dataset, long Rows, string Reason, Split? Split, IReadOnlyList<string>? Window);

    /// <returns>Null when there is no such version, or nothing can be read of what was signed about it.</returns>
    public async Task<CardEvidence?> Find(string model, int number, CancellationToken cancel)
    {
        var papers = new VersionPapers(blobs);
        if (await registry.Version(model, number, cancel) is not { } version
            || await papers.Envelope(model, number, cancel) is not { } envelope
            || await papers.Manifest(model, number, cancel) is not { } manifest
            || VersionPapers.Said(envelope.Value)?.Predicate is not { } said)
            return null;

        return new(
            version, said, manifest.Value, await registry.History(model, "champion", cancel),
            await registry.SealOf(model, number, cancel), await Pipeline(said, cancel),
            (await blobs.ReadJson<RunStatus>(Paths.Status(version.RunId), cancel))?.Value,
            await Data(version.RunId, cancel),
            await Evaluation(blobs, version.RunId, cancel),
            OverrideFacts.Passed(await records.Entries(version.RunId, cancel)));
    }

    internal static async Task<EvaluationReport?> Evaluation(IBlobStore blobs, string run, CancellationToken cancel) =>
        (await blobs.ReadJson<EvaluationPaper>(Paths.EvaluationReport(run), cancel))?.Value.Result.Report;

    private async Task<ModelPipeline?> Pipeline(ModelVersionPredicate said, CancellationToken cancel) =>
        said.Documents.TryGetValue("pipeline", out var digest)
            ? await documents.GetAsync(DocumentKinds.ModelPipeline, digest, cancel) as ModelPipeline
            : null;

    private async Task<CardData?> Data(string run, CancellationToken cancel) =>
        (await blobs.ReadJson<DataPaper>(Paths.DataReport(run), cancel))?.Value is { } paper
            ? new(paper.Name, paper.Dataset, paper.Rows, paper.Reason, paper.Split?.TrainRows ?? 0, paper.Split?.HoldoutRows ?? 0, paper.Window ?? [])
            : null;
}
