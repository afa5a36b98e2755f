using System.Text;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Ingest;
using Landfall.Functions.Ingest.Activities;
using Landfall.Functions.Ingest.Datasets;
using Landfall.Functions.Ingest.Triggers;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Ingest;

/// <summary>A landing container, applied documents, and the app's functions around them.</summary>
internal sealed class IngestBench
{
    public const string Pipeline = "flights";

    private readonly IngestOptions options = new() { Environment = "local", Policy = "standard" };
    private readonly CurrentPipelines pipelines;
    private readonly LaneNews news;

    public IngestBench(string complete = "marker: _SUCCESS")
    {
        (pipelines, news) = (new(Blobs, new BlobDocumentStore(Blobs), options, Time), new(Time));
        ApplyEnvironment().Wait();
        ApplyPolicy().Wait();
        Apply(complete: complete).Wait();
    }

    public MemoryBlobStore Blobs { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public FakeDurableTaskClient Hub { get; } = new();

    public LandingLedger Ledger => new(Blobs, Time);

    public async Task Apply(string name = Pipeline, string complete = "marker: _SUCCESS", string owner = "team", string prefix = "monthly/",
        string triggers = "data", string trainer = "registry.local/trainer:1", string server = "registry.local/server:1",
        string more = "", string env = "{}")
    {
        var reading = DocumentReader.Read($$"""
            apiVersion: landfall.dev/v1
            kind: ModelPipeline
            metadata: { name: {{name}}, owner: {{owner}} }
            spec:
              data: { container: flights, prefix: {{prefix}}, files: "*.csv", complete: { {{complete}} } }
              label: { name: delayed, expr: "delay > 15" }
              train: { image: "{{trainer}}" }
              serve: { image: "{{server}}", route: {{name}}, env: {{env}} }
              preset: standard
              triggers: [ {{triggers}} ]
              {{more}}
            """);
        var document = reading.Document ?? throw new InvalidOperationException(string.Join("; ", reading.Problems));
        await SetCurrent(document.Kind, name, await new BlobDocumentStore(Blobs).PutAsync(document, default));
    }

    private async Task ApplyEnvironment() => await SetCurrent(
        DocumentKinds.Environment, "local", await new BlobDocumentStore(Blobs).PutAsync(Train.JobDocuments.Environment, default));

    private async Task ApplyPolicy()
    {
        var policy = DocumentReader.Read("""
            apiVersion: landfall.dev/v1
            kind: DeliveryPolicy
            metadata: { name: standard, owner: risk }
            spec: { maxFirstWeight: 10 }
            """).Document!;
        await SetCurrent(policy.Kind, "standard", await new BlobDocumentStore(Blobs).PutAsync(policy, default));
    }

    /// <summary>Writes a blob of the data's container, over what is there.</summary>
    public async Task Land(string name, string content = "1,2\n") => await Blobs.Replace(
        new("flights", name), Encoding.UTF8.GetBytes(content), "text/csv",
        (await Blobs.Read(new("flights", name), default))?.ETag, default);

    public async Task LandMonth(string month = "2024-01")
    {
        await Land($"monthly/{month}/a.csv");
        await Land($"monthly/{month}/b.csv", "3,4\n");
        await Land($"monthly/{month}/_SUCCESS", "");
    }

    public Task<ScanResult> Scan(
        RerunRequest? rerun = null, IBlobStore? through = null, IBlobFiles? files = null, BackfillRequest? backfill = null,
        DriftRequest? drift = null, TaintRequest? taint = null, IReadOnlyList<string>? known = null)
    {
        var blobs = through ?? Blobs;
        var ledger = new LandingLedger(blobs, Time);
        return new ScanLandingsActivity(
            blobs, new BlobDocumentStore(blobs), new(files ?? new MemoryBlobFiles(blobs), ledger, Time), ledger, options, Time,
            NullLogger<ScanLandingsActivity>.Instance).Run(new(Pipeline, rerun, backfill, drift, taint, known), default);
    }

    public Task Start(Run run) =>
        new StartRunActivity(Ledger, NullLogger<StartRunActivity>.Instance).Run(run, Hub, default);

    public Task End(Run run, Verdict verdict) => Blobs.WriteJson(
        Paths.Status(run.Id), new RunStatus(run, [], Time.GetUtcNow(), Time.GetUtcNow(), verdict, "by order of the test"), default);

    public Task Event(string json) => new OnBlobCreated(pipelines, news, NullLogger<OnBlobCreated>.Instance)
        .Run(JsonDocument.Parse(json).RootElement, Hub, default);

    public IEnumerable<string> Claims => Blobs.Names(Containers.Ledger).Where(name => name.Contains("/claims/", StringComparison.Ordinal));

    private async Task SetCurrent(string kind, string name, string digest)
    {
        var store = new BlobDocumentStore(Blobs);
        var now = await store.GetCurrentAsync(kind, name, default);
        Assert.True(await store.SetCurrentAsync(kind, name, new(digest, "ana", Time.GetUtcNow()), now?.Etag, default));
    }
}
