using System.Runtime.CompilerServices;
using Landfall.Domain.Landing;
using Landfall.Domain.Runs;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Ingest.Datasets;

/// <summary>The only memory of what was ever taken and which runs it gave.</summary>
public sealed class LandingLedger(IBlobStore blobs, TimeProvider time)
{
    /// <summary>The kind of a run that a person asked for.</summary>
    public const string Rerun = "rerun";

    /// <summary>The kind of a run that brings out a version again because Git names it.</summary>
    public const string Git = "git";

    public async Task<bool> IsTaken(string pipeline, string blob, string etag, CancellationToken cancel) =>
        await blobs.Read(Paths.Taken(pipeline, Taken.Key(blob, etag)), cancel) is not null;

    /// <summary>The keys of everything that was ever taken: one answer for thousands.</summary>
    public async Task<IReadOnlySet<string>> AllTaken(string pipeline, CancellationToken cancel)
    {
        var keys = new HashSet<string>();
        await foreach (var taken in blobs.List(Containers.Ledger, Paths.TakenPrefix(pipeline), cancel))
            keys.Add(Path.GetFileNameWithoutExtension(taken.Name));
        return keys;
    }

    public Task Take(string pipeline, Taken taken, CancellationToken cancel) =>
        blobs.CreateJson(Paths.Taken(pipeline, Taken.Key(taken.Blob, taken.ETag)), taken, cancel);

    /// <summary>The files of a folder as they were hashed when it was closed last, by name and etag.</summary>
    public async Task<IReadOnlyDictionary<(string Name, string ETag), Landing>> Hashed(string pipeline, string dataset, CancellationToken cancel) =>
        (await blobs.ReadJson<IReadOnlyList<Landing>>(Paths.Hashed(pipeline, dataset), cancel))?.Value
            .ToDictionary(landing => (landing.Name, landing.ETag)) ?? new Dictionary<(string, string), Landing>();

    /// <summary>Only saves reading: lost or overwritten by another, nothing but time is lost.</summary>
    public Task Remember(string pipeline, string dataset, IReadOnlyList<Landing> landings, CancellationToken cancel) =>
        blobs.WriteJson(Paths.Hashed(pipeline, dataset), landings, cancel);

    /// <summary>
    /// The manifest under its digest; who was first decided when the dataset closed. The same content that landed again
    /// has new etags, and these are what every later read asks for.
    /// </summary>
    public async Task<DatasetManifest> Close(DatasetManifest manifest, CancellationToken cancel)
    {
        var path = Paths.Dataset(manifest.Pipeline, manifest.Digest);
        if (await blobs.CreateJson(path, manifest, cancel))
            return manifest;

        if (await blobs.ReadJson<DatasetManifest>(path, cancel) is not { } stored)
            throw new IOException($"{path} was there and is gone.");
        if (stored.Value.Landings.SequenceEqual(manifest.Landings))
            return stored.Value;

        var renewed = stored.Value with { Landings = manifest.Landings };
        return await blobs.ReplaceJson(path, renewed, stored.ETag, cancel) is not null
            ? renewed
            : throw new IOException($"{path} is being closed by someone else; look again.");
    }

    /// <summary>Every dataset that was ever closed.</summary>
    public async Task<IReadOnlyList<DatasetManifest>> Closed(string pipeline, CancellationToken cancel)
    {
        var closed = new List<DatasetManifest>();
        await foreach (var blob in blobs.List(Containers.Ledger, Paths.DatasetsPrefix(pipeline), cancel))
            closed.Add(await blobs.NeedJson<DatasetManifest>(new(Containers.Ledger, blob.Name), cancel));
        return closed;
    }

    public static DatasetRef Reference(DatasetManifest manifest) => new(
        manifest.Digest, manifest.Name, Paths.Dataset(manifest.Pipeline, manifest.Digest).Name, manifest.Landings.Count,
        manifest.Landings.Sum(landing => landing.Size));

    /// <summary>
    /// Claims a run for a dataset, once. The same again is another attempt only after a failure; after any other end it
    /// is known, and only a changed document makes another run of it. A person's wish is another attempt after any end.
    /// </summary>
    /// <returns>The run that was claimed now, or null when the dataset has its run already.</returns>
    public async Task<Run?> Claim(
        string pipeline, DatasetRef dataset, RunDocuments documents, RunTrigger trigger, CancellationToken cancel,
        WantedVersion? wanted = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var id = RunIdentity.Of(pipeline, dataset.Digest, documents, trigger, attempt);
            var claim = Paths.Claim(pipeline, RunIdentity.Claim(dataset.Digest, documents, trigger, attempt));
            var run = new Run(id, pipeline, dataset, documents, trigger, attempt, time.GetUtcNow(), wanted);
            if (await blobs.CreateJson(claim, run, cancel))
                return run;

            var ended = await blobs.ReadJson<RunStatus>(Paths.Status(id), cancel);
            if (!IsRepeated(trigger, ended?.Value.Verdict))
                return null;
        }
    }

    private static bool IsRepeated(RunTrigger trigger, Verdict? ended) =>
        ended == Verdict.Failed || (trigger.Kind == Rerun && ended is not null);

    /// <summary>Runs that were claimed and never started: a crash came between. They are nobody's but the lane's.</summary>
    /// <param name="known">Ids of runs that are not wanted.</param>
    public async Task<IReadOnlyList<Run>> Unstarted(string pipeline, IEnumerable<string> known, CancellationToken cancel)
    {
        var started = known.Select(id => id[^12..]).ToHashSet();
        await foreach (var mark in blobs.List(Containers.Ledger, $"{pipeline}/started/", cancel))
            started.Add(Path.GetFileNameWithoutExtension(mark.Name));

        var open = new List<Run>();
        await foreach (var claim in blobs.List(Containers.Ledger, $"{pipeline}/claims/", cancel))
        {
            if (started.Contains(Path.GetFileNameWithoutExtension(claim.Name)[..12]))
                continue;

            var run = await blobs.NeedJson<Run>(new(Containers.Ledger, claim.Name), cancel);
            if (await blobs.Read(Paths.Status(run.Id), cancel) is null)
                open.Add(run);
        }

        return [.. open.OrderBy(run => run.ClaimedAt).ThenBy(run => run.Dataset.Name, StringComparer.Ordinal)];
    }

    public Task MarkStarted(Run run, CancellationToken cancel) =>
        blobs.CreateJson(new(Containers.Ledger, $"{run.Pipeline}/started/{run.Id[^12..]}.json"), run, cancel);

    public async Task<Run?> Find(string pipeline, string runId, CancellationToken cancel)
    {
        await foreach (var run in Claims(pipeline, cancel))
        {
            if (run.Id == runId)
                return run;
        }

        return null;
    }

    /// <summary>Every run that was ever claimed, read one by one.</summary>
    public async IAsyncEnumerable<Run> Claims(string pipeline, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var claim in blobs.List(Containers.Ledger, $"{pipeline}/claims/", cancel))
            yield return await blobs.NeedJson<Run>(new(Containers.Ledger, claim.Name), cancel);
    }

    /// <summary>The images that a pipeline was last seen with; null when it was never looked at.</summary>
    public async Task<(SeenImages? Images, string? ETag)> Images(string pipeline, CancellationToken cancel)
    {
        var stored = await blobs.ReadJson<SeenImages>(Seen(pipeline), cancel);
        return (stored?.Value, stored?.ETag);
    }

    /// <summary>After the claim: a crash between the two finds the same claim again. Another scan that was first is as good.</summary>
    public Task Remember(string pipeline, SeenImages images, string? etag, CancellationToken cancel) => etag is null
        ? blobs.CreateJson(Seen(pipeline), images, cancel)
        : blobs.ReplaceJson(Seen(pipeline), images, etag, cancel);

    private static BlobPath Seen(string pipeline) => new(Containers.Ledger, $"{pipeline}/images.json");
}
