using System.Text;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Storage;

namespace Landfall.Adapters.Tests.Storage;

public sealed class BlobDocumentStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryBlobStore blobs = new();
    private readonly BlobDocumentStore store;

    public BlobDocumentStoreTests() => store = new(blobs);

    [Fact]
    public async Task The_same_document_is_one_blob_under_its_digest()
    {
        var digest = await store.PutAsync(Pipeline(), default);
        Assert.Equal(digest, await store.PutAsync(Pipeline(), default));
        Assert.NotEqual(digest, await store.PutAsync(Pipeline("others"), default));

        Assert.Equal(2, blobs.Names(Containers.Documents).Count());
        Assert.Contains($"sha256/{Paths.Hex(digest)}.json", blobs.Names(Containers.Documents));
        Assert.Equal(digest, DocumentDigest.Of((await store.GetAsync(DocumentKinds.ModelPipeline, digest, default))!));
    }

    [Fact]
    public async Task A_digest_nobody_stored_is_nothing_and_another_kind_is_refused()
    {
        var digest = await store.PutAsync(Pipeline(), default);

        Assert.Null(await store.GetAsync(DocumentKinds.ModelPipeline, $"sha256:{new string('0', 64)}", default));
        await Assert.ThrowsAsync<TerminalFailure>(() => store.GetAsync(DocumentKinds.Environment, digest, default));
    }

    [Fact]
    public async Task Content_that_was_changed_by_hand_is_not_believed()
    {
        var digest = await store.PutAsync(Pipeline(), default);
        var path = new BlobPath(Containers.Documents, $"sha256/{Paths.Hex(digest)}.json");
        var stored = (await blobs.Read(path, default))!;
        var text = Encoding.UTF8.GetString(stored.Content.Span).Replace("\"team\"", "\"mallory\"", StringComparison.Ordinal);
        Assert.NotNull(await blobs.Replace(path, Encoding.UTF8.GetBytes(text), "application/json", stored.ETag, default));

        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => store.GetAsync(DocumentKinds.ModelPipeline, digest, default));

        Assert.Contains("no longer has its digest", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_saw_the_same_pointer_one_moves_it()
    {
        var (one, other) = (new CurrentDocument("sha256:1", "ana", Noon), new CurrentDocument("sha256:2", "bo", Noon));
        Assert.Null(await store.GetCurrentAsync(DocumentKinds.ModelPipeline, "flights", default));

        Assert.True(await Move(one, null));
        Assert.False(await Move(other, null));
        var seen = (await store.GetCurrentAsync(DocumentKinds.ModelPipeline, "flights", default))!;
        Assert.True(await Move(other, seen.Etag));
        Assert.False(await Move(one, seen.Etag));

        Assert.Equal(other, (await store.GetCurrentAsync(DocumentKinds.ModelPipeline, "flights", default))!.Current);
        Assert.Null(await store.GetCurrentAsync(DocumentKinds.ModelPipeline, "trips", default));
    }

    [Fact]
    public async Task A_run_reads_what_it_pinned_whatever_became_current_later()
    {
        var pinned = await store.PutAsync(Pipeline(), default);
        var later = await store.PutAsync(Pipeline("others"), default);
        Assert.True(await Move(new(later, "ana", Noon), null));
        var run = new Run(
            "flights-0123456789ab", "flights", new("sha256:d", "march", "m.json", 1, 1), new(pinned, "sha256:e", pinned),
            new("data"), 1, Noon);
        var documents = new PinnedDocuments(store);

        Assert.Equal("team", (await documents.Pipeline(run, default)).Metadata.Owner);
        Assert.Null(await documents.Contract(run, default));
        var missing = await Assert.ThrowsAsync<TerminalFailure>(() => documents.Environment(run, default));
        Assert.Equal("Run flights-0123456789ab pins Environment sha256:e, which is not stored. Apply the document again.", missing.Message);
        await Assert.ThrowsAsync<TerminalFailure>(() => documents.Policy(run, default));
    }

    private Task<bool> Move(CurrentDocument current, string? expected) =>
        store.SetCurrentAsync(DocumentKinds.ModelPipeline, "flights", current, expected, default);

    private static IDocument Pipeline(string owner = "team")
    {
        var reading = DocumentReader.Read($$"""
            apiVersion: landfall.dev/v1
            kind: ModelPipeline
            metadata: { name: flights, owner: {{owner}} }
            spec:
              data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
              label: { name: delayed, expr: "delay > 15" }
              train: { image: registry.local/trainer:1 }
              serve: { image: registry.local/server:1, route: flights }
              preset: standard
            """);
        return reading.Document ?? throw new InvalidOperationException(string.Join("; ", reading.Problems));
    }
}
