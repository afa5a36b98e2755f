using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Domain.Tests.Documents;

/// <summary>The document store in memory, with the rules of the real one: create-only content, compare-and-swap.</summary>
internal sealed class InMemoryDocumentStore : IDocumentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _content = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Name), StoredCurrent> _current = [];
    private int _etag;

    public Task<string> PutAsync(IDocument document, CancellationToken cancellation)
    {
        var json = DocumentDigest.CanonicalJson(document);
        var digest = DocumentDigest.OfJson(json);
        lock (_lock)
            _content[digest] = json;
        return Task.FromResult(digest);
    }

    public Task<IDocument?> GetAsync(string kind, string digest, CancellationToken cancellation)
    {
        lock (_lock)
        {
            return Task.FromResult(
                _content.TryGetValue(digest, out var json) ? DocumentReader.FromJson(kind, json) : null);
        }
    }

    public Task<StoredCurrent?> GetCurrentAsync(string kind, string name, CancellationToken cancellation)
    {
        lock (_lock)
            return Task.FromResult(_current.GetValueOrDefault((kind, name)));
    }

    public Task<bool> SetCurrentAsync(
        string kind, string name, CurrentDocument current, string? expectedEtag, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_current.GetValueOrDefault((kind, name))?.Etag != expectedEtag)
                return Task.FromResult(false);
            _current[(kind, name)] = new(current, (++_etag).ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(true);
        }
    }
}
