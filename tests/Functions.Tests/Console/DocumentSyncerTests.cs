using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Documents;
using Landfall.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Console;

/// <summary>Documents that the Record app found in Git, and what the Console makes of them.</summary>
public sealed class DocumentSyncerTests
{
    private const string Policy = """
        apiVersion: landfall.dev/v1
        kind: DeliveryPolicy
        metadata: { name: standard, owner: risk }
        spec: { maxFirstWeight: 10 }
        """;

    private readonly MemoryBlobStore blobs = new();
    private readonly FakeDurableTaskClient hub = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_document_from_Git_becomes_current_under_the_name_of_who_committed_it()
    {
        await Found("c1", ("landfall/policy.yaml", Policy));

        await Syncer().Sync(hub, default);

        var current = (await Store.GetCurrentAsync(DocumentKinds.DeliveryPolicy, "standard", default))!.Current;
        Assert.Equal("ana <ana@example.com> (c1 in Git)", current.AppliedBy);
        var synced = Assert.Single((await Syncer().Known(default)).Documents);
        Assert.Equal(("landfall/policy.yaml", "standard", current.Digest, null), (synced.Path, synced.Name, synced.Digest, synced.Problem));
    }

    [Fact]
    public async Task What_is_wrong_is_told_once_holds_up_nothing_and_is_mended_by_the_next_commit()
    {
        await Found("c1", ("a.yaml", Policy.Replace("10", "many", StringComparison.Ordinal)), ("b.yaml", Policy.Replace("standard", "strict", StringComparison.Ordinal)));
        await Syncer().Sync(hub, default);
        var first = await Syncer().Known(default);
        time.Advance(TimeSpan.FromMinutes(1));
        await Syncer().Sync(hub, default);

        Assert.Contains("maxFirstWeight", first.Documents[0].Problem, StringComparison.Ordinal);
        Assert.Null(first.Documents[1].Problem);
        Assert.Equal(first.Documents, (await Syncer().Known(default)).Documents);

        await Found("c2", ("a.yaml", Policy), ("b.yaml", Policy.Replace("standard", "strict", StringComparison.Ordinal)));
        await Syncer().Sync(hub, default);
        Assert.Equal(0, (await Syncer().Known(default)).Refused);
    }

    [Fact]
    public async Task What_a_pipeline_lacks_may_come_later_and_its_lane_and_watch_begin_then()
    {
        var pipeline = DocumentIntakeTests.Pipeline + "\n  watch: { every: 5m, errors: {} }\n";
        await Found("c1", ("a-pipeline.yaml", pipeline));
        await Syncer().Sync(hub, default);
        Assert.Equal(1, (await Syncer().Known(default)).Refused);

        await Found("c2", ("a-pipeline.yaml", pipeline), ("z-environment.yaml", DocumentIntakeTests.Environment));
        await Syncer().Sync(hub, default);

        Assert.Equal(0, (await Syncer().Known(default)).Refused);
        Assert.Equal(["watch-flights-delay"], hub.Started.Select(started => started.Instance));
    }

    [Fact]
    public async Task A_branch_that_was_rewritten_changes_nothing_and_says_so()
    {
        await Found("c1", ("a.yaml", Policy));
        await Syncer().Sync(hub, default);

        var found = await blobs.NeedJson<FoundDocuments>(Paths.FoundDocuments, default);
        await blobs.WriteJson(Paths.FoundDocuments, found with { Problem = "branch main was rewritten" }, default);
        await Syncer().Sync(hub, default);

        Assert.Equal("branch main was rewritten", (await Syncer().Known(default)).Problem);
        Assert.NotNull(await Store.GetCurrentAsync(DocumentKinds.DeliveryPolicy, "standard", default));
    }

    [Fact]
    public async Task Where_nothing_was_found_nothing_is_written()
    {
        await Syncer().Sync(hub, default);

        Assert.Null(await blobs.Read(Paths.SyncedDocuments, default));
    }

    private BlobDocumentStore Store => new(blobs);

    private Task Found(string commit, params (string Path, string Content)[] files) => blobs.WriteJson(
        Paths.FoundDocuments,
        new FoundDocuments(commit, time.GetUtcNow(), [.. files.Select(file => new FoundDocument(file.Path, file.Content, commit, "ana <ana@example.com>"))]),
        default);

    private DocumentSyncer Syncer()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ImageRegistries:registry_local"] = "http://127.0.0.1:5000",
        }).Build();
        var intake = new DocumentIntake(
            Store, blobs, new ImageDigests(new HttpClient(new DocumentIntakeTests.Registry()), settings), new ConsoleOptions(), time);
        return new(intake, new DocumentStarts(Store), blobs, time, NullLogger<DocumentSyncer>.Instance);
    }
}
