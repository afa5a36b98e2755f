using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Schedules;
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
    /// <summary>How soon a folder is looked at again whose file was replaced or deleted while it was read.</summary>
    private static readonly TimeSpan AfterChange = TimeSpan.FromSeconds(5);

    /// <summary>A look that took long is followed by a rest of so many times its length, but not longer than that.</summary>
    private const int RestPerLook = 4;
    private static readonly TimeSpan ShortLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly ImageClaims images = new(documents, ledger);
    private readonly TaintBook taints = new(blobs);

    [Function(Steps.ScanLandings)]
    public async Task<ScanResult> Run([ActivityTrigger] ScanRequest request, CancellationToken cancel)
    {
        // First: whatever is wrong with the documents, what a person was promised is done.
        if (request.Taint is { } taint)
        {
            await taints.Mark(request.Pipeline, taint, time.GetUtcNow(), cancel);
            Log.Tainted(logger, request.Pipeline, taint.By, taint.Datasets.Count, taint.Lift, taint.Reason);
        }

        var (pipeline, pinned, appliedAt) = await Pin(request.Pipeline, cancel);
        var data = pipeline.Spec.Data;
        var notes = new List<string>();
        var began = time.GetTimestamp();
        var found = await Found(data, cancel);
        var listed = await Manifests(data, found, notes, cancel);
        var taken = await ledger.AllTaken(request.Pipeline, cancel);
        var took = time.GetElapsedTime(began);
        var completion = Completion.Of(data, found, listed, time.GetUtcNow());
        notes.AddRange(completion.Notes);

        var again = completion.LookAgainAt;
        foreach (var closed in completion.Closed)
        {
            try
            {
                await ClaimIfNew(pipeline, closed, taken, pinned, cancel);
            }
            catch (BlobChangedException changed)
            {
                // One folder that is still being written must not stop the others, nor end the lane.
                notes.Add(changed.Message);
                again = Earlier(again, time.GetUtcNow() + AfterChange);
            }
        }

        var (renewed, wait) = await images.Claim(pipeline, pinned, cancel);
        if (renewed is not null)
            Log.Claimed(logger, renewed.Id, renewed.Attempt);
        if (wait is not null)
            notes.Add(wait);

        if (request.Rerun is { } rerun)
            await ClaimAgain(request.Pipeline, rerun, pinned, cancel);
        if (request.Backfill is { } backfill)
            await ClaimPast(request.Pipeline, data, backfill, pinned, cancel);

        if (request.Drift is { } drift && DriftRule.Trigger(pipeline.Spec, drift) is { } drifted)
            await ClaimNewest(request.Pipeline, drifted, pinned, notes, cancel);

        var clock = ScheduleRule.Of(pipeline.Spec, appliedAt, time.GetUtcNow());
        if (clock.Due is { } due)
            await ClaimNewest(request.Pipeline, ScheduleRule.Trigger(due), pinned, notes, cancel);
        if (clock.Next is { } next)
            again = Earlier(again, next);

        foreach (var note in notes)
            Log.Noted(logger, request.Pipeline, note);
        return new(
            await ledger.Unstarted(request.Pipeline, request.Known ?? [], cancel), again,
            Enum.Parse<Concurrency>(pipeline.Spec.Concurrency.ToString()), notes,
            took < ShortLook ? null : TimeSpan.FromTicks(Math.Min(RestPerLook * took.Ticks, LongestRest.Ticks)));
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) =>
        one is { } at && at < other ? at : other;

    /// <summary>What is current now is what the run keeps to its end.</summary>
    private async Task<(ModelPipeline Pipeline, RunDocuments Pinned, DateTimeOffset AppliedAt)> Pin(
        string name, CancellationToken cancel)
    {
        var (pipeline, _, appliedAt) = await Current(DocumentKinds.ModelPipeline, name, cancel);
        var environment = (await Current(DocumentKinds.Environment, options.Environment, cancel)).Digest;
        var policy = (await Current(DocumentKinds.DeliveryPolicy, options.Policy, cancel)).Digest;

        if (await documents.GetAsync(DocumentKinds.ModelPipeline, pipeline, cancel) is not ModelPipeline document)
            throw new TerminalFailure($"The document {pipeline} of pipeline {name} is missing. Apply it again.");

        return (document, new(pipeline, environment, policy, document.Spec.Validate.Contract), appliedAt);
    }

    private async Task<CurrentDocument> Current(string kind, string name, CancellationToken cancel) =>
        (await documents.GetCurrentAsync(kind, name, cancel))?.Current
        ?? throw new TerminalFailure($"There is no {kind} named '{name}'. Apply one: landfall apply FILE.");

    private async Task<List<BlobFound>> Found(DataSpec data, CancellationToken cancel)
    {
        var found = new List<BlobFound>();
        await foreach (var blob in blobs.List(data.Container, data.Prefix, cancel))
            found.Add(blob);
        return found;
    }

    /// <summary>What the manifests among the blobs list. One that cannot be read closes nothing, and is told of.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Manifests(
        DataSpec data, List<BlobFound> found, List<string> notes, CancellationToken cancel)
    {
        var listed = new Dictionary<string, IReadOnlyList<string>>();
        if (data.Complete.Manifest is not { } name)
            return listed;

        var signs = found.Where(blob => blob.Name == name || blob.Name.EndsWith($"/{name}", StringComparison.Ordinal));
        foreach (var blob in signs.ToList())
        {
            try
            {
                if (await blobs.Read(new(data.Container, blob.Name), cancel) is { } content)
                    listed[blob.Name] = LandedManifest.Files(blob.Name, content.Content);
            }
            catch (TerminalFailure unreadable)
            {
                notes.Add(unreadable.Message);
                found.Remove(blob);
            }
        }

        return listed;
    }

    private async Task ClaimIfNew(
        ModelPipeline document, ClosedDataset closed, IReadOnlySet<string> taken, RunDocuments pinned, CancellationToken cancel)
    {
        var (pipeline, data) = (document.Metadata.Name, document.Spec.Data);
        var sign = DatasetSign.Of(closed);
        if (taken.Contains(Taken.Key(sign.Name, sign.ETag)))
            return;

        var dataset = await closer.Close(pipeline, data.Container, closed, cancel);
        Log.Closed(logger, closed.Name, pipeline, dataset.Landings, dataset.Digest);

        // Where data alone starts nothing, it is closed all the same: the clock will take it.
        if (document.Spec.Triggers.Contains(TriggerKind.Data)
            && await ledger.Claim(pipeline, dataset, pinned, new("data"), cancel) is { } run)
            Log.Claimed(logger, run.Id, run.Attempt);

        await ledger.Take(pipeline, new(sign.Name, sign.ETag, dataset.Digest), cancel);
    }

    private async Task ClaimAgain(string pipeline, RerunRequest rerun, RunDocuments pinned, CancellationToken cancel)
    {
        var first = await ledger.Find(pipeline, rerun.RunId, cancel)
            ?? throw new TerminalFailure($"There is no run {rerun.RunId} of {pipeline} to run again.");

        var trigger = rerun.Version is null
            ? new RunTrigger(LandingLedger.Rerun, rerun.RunId)
            : new RunTrigger(rerun.Kind ?? LandingLedger.Git, rerun.Occurrence ?? "");
        var wanted = rerun.Version is { } version ? new WantedVersion(version, rerun.By, rerun.Reason) : null;
        if (await ledger.Claim(pipeline, first.Dataset, pinned, trigger, cancel, wanted) is { } run)
            Log.Claimed(logger, run.Id, run.Attempt);
    }

    /// <summary>One run for one occurrence, on the data that was complete last; remembered like data that was taken.</summary>
    private async Task ClaimNewest(
        string pipeline, RunTrigger trigger, RunDocuments pinned, List<string> notes, CancellationToken cancel)
    {
        if (await ledger.IsTaken(pipeline, trigger.Kind, trigger.Occurrence, cancel))
            return;
        if ((await ledger.Closed(pipeline, cancel)).MaxBy(dataset => dataset.ClosedAt) is not { } newest)
        {
            notes.Add($"a run was due ({trigger.Kind} {trigger.Occurrence}), and no dataset is complete");
            return;
        }

        if (await ledger.Claim(pipeline, LandingLedger.Reference(newest), pinned, trigger, cancel) is { } run)
            Log.Claimed(logger, run.Id, run.Attempt);
        await ledger.Take(pipeline, new(trigger.Kind, trigger.Occurrence, newest.Digest), cancel);
    }

    /// <summary>After the look, so that what is complete and was never closed belongs to the past too.</summary>
    private async Task ClaimPast(
        string pipeline, DataSpec data, BackfillRequest request, RunDocuments pinned, CancellationToken cancel)
    {
        var trigger = new RunTrigger(BackfillRange.Kind, request.Id);
        var closed = await ledger.Closed(pipeline, cancel);
        var chosen = BackfillRange.Of(closed, data.Prefix, request.From, request.To);
        foreach (var dataset in chosen)
        {
            if (await ledger.Claim(pipeline, LandingLedger.Reference(dataset), pinned, trigger, cancel) is { } run)
                Log.Claimed(logger, run.Id, run.Attempt);
        }

        Log.BackfillClaimed(logger, pipeline, request.By, chosen.Count, request.Reason);
    }
}
