using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Landfall.Contracts;

namespace Landfall.Bench.Data.Landing;

/// <summary>A thousand landings, each told ten times and all in disorder: how many runs there are, and how fast events are taken.</summary>
internal sealed record EventStorm(
    int Events, TimeSpan Telling, IReadOnlyList<TimeSpan> Accepted, int Runs, int Datasets, TimeSpan Through)
{
    private const int Pipelines = 10;
    private const int LandingsEach = 100;
    private const int Copies = 10;
    private const string Container = "bench-storm";

    public static async Task<EventStorm> Measure(LandingRig rig, CancellationToken cancel)
    {
        for (var i = 0; i < Pipelines; i++)
            await rig.Platform.Runs.Apply(Name(i), Document(i));
        var happened = await Land(rig, cancel);
        var told = Enumerable.Repeat(happened, Copies).SelectMany(one => one).ToArray();
        new Random(1).Shuffle(told);

        var accepted = new ConcurrentBag<TimeSpan>();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            told,
            new ParallelOptions { MaxDegreeOfParallelism = LandingRig.AtOnce, CancellationToken = cancel },
            async (one, stop) => accepted.Add(await rig.Tell((JsonObject)one.DeepClone(), stop)));
        var telling = watch.Elapsed;

        IReadOnlyList<RunStatus> runs = [];
        await LandingRig.Until(
            async () => (runs = await All(rig, cancel)).Count(run => run.Verdict is not null) >= Pipelines * LandingsEach,
            TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(60), "a verdict of every landing", cancel);
        var through = watch.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(15), cancel);   // what is one too many may still come
        runs = await All(rig, cancel);
        return new(
            told.Length, telling, [.. accepted], runs.Count, runs.Select(run => (run.Run.Pipeline, run.Run.Dataset.Name)).Distinct().Count(),
            through);
    }

    public void Write(TextWriter report)
    {
        report.WriteLine("## A thousand landings, told ten thousand times\n");
        report.WriteLine("Ten pipelines on one container, each file a dataset; every event ten times, in one random order, 16 calls at once. "
            + "The data is none and every run ends at its checks.\n");
        report.WriteLine("| | |\n| --- | --- |");
        report.WriteLine(FormattableString.Invariant($"| events accepted | {Events:N0} in {Telling.TotalSeconds:0.0} s, {Events / Telling.TotalSeconds:0} per second |"));
        report.WriteLine(FormattableString.Invariant($"| accepted, median and p99 | {Percentiles.At(Accepted, 0.5).TotalMilliseconds:0} ms, {Percentiles.At(Accepted, 0.99).TotalMilliseconds:0} ms |"));
        report.WriteLine(FormattableString.Invariant($"| runs (wanted: exactly {Pipelines * LandingsEach:N0}), of so many datasets | {Runs:N0}, {Datasets:N0} |"));
        report.WriteLine(FormattableString.Invariant($"| until the last verdict | {Through.TotalSeconds:0} s: {Runs / Through.TotalMinutes:0} landings per minute |"));
    }

    private static async Task<IReadOnlyList<RunStatus>> All(LandingRig rig, CancellationToken cancel) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, Pipelines).Select(i => rig.Runs(Name(i), cancel)))).SelectMany(runs => runs)];

    private static async Task<IReadOnlyList<JsonObject>> Land(LandingRig rig, CancellationToken cancel)
    {
        var container = rig.Silent.GetBlobContainerClient(Container);
        await container.CreateIfNotExistsAsync(cancellationToken: cancel);
        var happened = new ConcurrentBag<JsonObject>();
        var blobs = Enumerable.Range(0, Pipelines).SelectMany(i => Enumerable.Range(0, LandingsEach).Select(n => $"p{i}/{n:000}.csv"));
        await Parallel.ForEachAsync(
            blobs,
            new ParallelOptions { MaxDegreeOfParallelism = LandingRig.AtOnce, CancellationToken = cancel },
            async (blob, stop) =>
            {
                var written = await container.GetBlobClient(blob).UploadAsync(BinaryData.FromString($"nothing\n{blob}\n"), overwrite: true, stop);
                happened.Add(Event(blob, written.Value.ETag.ToString().Trim('"'), written.Value.LastModified));
            });
        return [.. happened.OrderBy(one => (string)one["subject"]!, StringComparer.Ordinal)];
    }

    private static JsonObject Event(string blob, string etag, DateTimeOffset at) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["topic"] = "/subscriptions/bench/resourceGroups/bench/providers/Microsoft.Storage/storageAccounts/bench",
        ["subject"] = $"/blobServices/default/containers/{Container}/blobs/{blob}",
        ["eventType"] = "Microsoft.Storage.BlobCreated",
        ["eventTime"] = at.ToString("O"),
        ["data"] = new JsonObject { ["api"] = "PutBlob", ["eTag"] = etag, ["blobType"] = "BlockBlob" },
        ["dataVersion"] = "",
        ["metadataVersion"] = "1",
    };

    private static string Name(int i) => $"bench-storm-{i}";

    private static string Document(int i) => $$"""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: {{Name(i)}}, owner: bench }
        spec:
          preset: fast
          data: { container: {{Container}}, prefix: p{{i}}/, files: "*.csv", complete: { each: true } }
          concurrency: queue
          label: { name: high, expr: "y > 0" }
          validate: { onFailure: warn }
          train: { image: "registry.local/toy-trainer:1", format: csv }
          serve: { image: "registry.local/toy-server:1", route: {{Name(i)}} }
          approve: { when: never }
        """;
}
