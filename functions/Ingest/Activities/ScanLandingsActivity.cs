using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;
using Landfall.Functions.Ingest.Datasets;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Ingest.Activities;

/// <summary>
/// Looks at a pipeline's container and claims a run for every dataset that is complete and has none. Repeating it is
/// harmless: what was claimed and not started is returned again, what was started is not.
/// </summary>
public sealed class ScanLandingsActivity(
    IBlobStore blobs, IDocumentStore documents, DatasetCloser closer, LandingLedger ledger, IngestOptions options,
    TimeProvider time, ILogger<ScanLandingsActivity> logger)
{
    [Function(Steps.ScanLandings)]
    public async Task<ScanResult> Run([ActivityTrigger] ScanRequest request, CancellationToken cancel)
    {
        var (pipeline, pinned) = await Pin(request.Pipeline, cancel);
        var data = pipeline.Spec.Data;

        var completion = Completion.Of(data, await Found(data, cancel), await Manifests(data, cancel), time.GetUtcNow());
        foreach (var note in completion.Notes)
            Log.Noted(logger, request.Pipeline, note);

        foreach (var closed in completion.Closed)
            await ClaimIfNew(request.Pipeline, data, closed, pinned, cancel);

        if (request.Rerun is { } rerun)
            await ClaimAgain(request.Pipeline, rerun, pinned, cancel);

        return new(
            await ledger.Unstarted(request.Pipeline, cancel), completion.LookAgainAt,
            Enum.Parse<Concurrency>(pipeline.Spec.Concurrency.ToString()), completion.Notes);
    }

    /// <summary>What is current now is what the run keeps to its end.</summary>
    private async Task<(ModelPipeline Pipeline, RunDocuments Pinned)> Pin(string name, CancellationToken cancel)
    {
        var pipeline = await Current(DocumentKinds.ModelPipeline, name, cancel);
        var environment = await Current(DocumentKinds.Environment, options.Environment, cancel);
        var policy = await Current(DocumentKinds.DeliveryPolicy, options.Policy, cancel);

        if (await documents.GetAsync(DocumentKinds.ModelPipeline, pipeline, cancel) is not ModelPipeline document)
            throw new TerminalFailure($"The document {pipeline} of pipeline {name} is missing. Apply it again.");

        return (document, new(pipeline, environment, policy, document.Spec.Validate.Contract));
    }

    private async Task<string> Current(string kind, string name, CancellationToken cancel) =>
        (await documents.GetCurrentAsync(kind, name, cancel))?.Current.Digest
        ?? throw new TerminalFailure($"There is no {kind} named '{name}'. Apply one: landfall apply FILE.");

    private async Task<IReadOnlyList<BlobFound>> Found(DataSpec data, CancellationToken cancel)
    {
        var found = new List<BlobFound>();
        await foreach (var blob in blobs.List(data.Container, data.Prefix, cancel))
            found.Add(blob);
        return found;
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Manifests(DataSpec data, CancellationToken cancel)
    {
        var listed = new Dictionary<string, IReadOnlyList<string>>();
        if (data.Complete.Manifest is not { } name)
            return listed;

        foreach (var blob in await Found(data, cancel))
        {
            if (blob.Name != name && !blob.Name.EndsWith($"/{name}", StringComparison.Ordinal))
                continue;

            if (await blobs.Read(new(data.Container, blob.Name), cancel) is { } content)
                listed[blob.Name] = LandedManifest.Files(blob.Name, content.Content);
        }

        return listed;
    }

    private async Task ClaimIfNew(
        string pipeline, DataSpec data, ClosedDataset closed, RunDocuments pinned, CancellationToken cancel)
    {
        if (closed.Sign is { } sign && await ledger.TakenAs(pipeline, sign.Name, sign.ETag, cancel) is not null)
            return;

        var dataset = await closer.Close(pipeline, data.Container, closed, cancel);
        Log.Closed(logger, closed.Name, pipeline, dataset.Landings, dataset.Digest);

        if (await ledger.Claim(pipeline, dataset, pinned, new("data"), cancel) is { } run)
            Log.Claimed(logger, run.Id, run.Attempt);

        if (closed.Sign is { } taken)
            await ledger.Take(pipeline, new(taken.Name, taken.ETag, taken.Size, "", dataset.Digest), cancel);
    }

    private async Task ClaimAgain(string pipeline, RerunRequest rerun, RunDocuments pinned, CancellationToken cancel)
    {
        var first = await ledger.Find(pipeline, rerun.RunId, cancel)
            ?? throw new TerminalFailure($"There is no run {rerun.RunId} of {pipeline} to run again.");

        var trigger = new RunTrigger("rerun", rerun.RunId);
        if (await ledger.Claim(pipeline, first.Dataset, pinned, trigger, cancel) is { } run)
            Log.Claimed(logger, run.Id, run.Attempt);
    }
}
