using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

public sealed class DocumentStoreTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly IDocumentStore _store = new InMemoryDocumentStore();

    [Fact]
    public async Task A_document_is_found_by_its_digest_and_only_the_expected_etag_changes_what_is_current()
    {
        var document = DocumentReader.Read(DocumentCases.Read("valid/full.yaml")).Document!;
        var digest = await _store.PutAsync(document, default);
        Assert.Equal(digest, await _store.PutAsync(document, default));
        Assert.Equal(digest, DocumentDigest.Of((await _store.GetAsync(document.Kind, digest, default))!));

        var current = new CurrentDocument(digest, "anna", Noon);
        Assert.True(await _store.SetCurrentAsync(document.Kind, "flights-delay", current, null, default));
        Assert.False(await _store.SetCurrentAsync(document.Kind, "flights-delay", current, null, default));
        var stored = await _store.GetCurrentAsync(document.Kind, "flights-delay", default);
        Assert.Equal(current, stored!.Current);
        Assert.True(await _store.SetCurrentAsync(document.Kind, "flights-delay", current, stored.Etag, default));
        Assert.False(await _store.SetCurrentAsync(document.Kind, "flights-delay", current, stored.Etag, default));
    }
}
