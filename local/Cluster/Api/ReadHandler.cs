using System.Text;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Api;

/// <summary>GET of one object or of a list with selectors and pages.</summary>
internal sealed class ReadHandler(ObjectStore store, TimeProvider time)
{
    public Task GetAsync(ResourceRequest request)
    {
        var view = Representation.Of(request.Http.Request);
        var found = store.Get(request.Kind, request.Namespace, request.Name)
            ?? throw ApiException.NotFound(request.Kind, request.Name);
        return Answer.JsonAsync(request.Http, 200, Representation.Single(found, request.Kind, view, time.GetUtcNow()));
    }

    public Task ListAsync(ResourceRequest request)
    {
        var view = Representation.Of(request.Http.Request);
        var (limit, skip, exact) = Page(request);
        var (labels, fields) = (LabelSelector.Parse(request.Query("labelSelector")),
            FieldSelector.Parse(request.Kind, request.Query("fieldSelector")));
        var (version, all) = store.List(request.Kind, request.Namespace);
        if (exact is { } asked && asked != version)
            throw new ApiException(410, "Expired", "The provided continue parameter is too old to display a consistent list " +
                "result. Start a new list without the continue parameter.");
        var items = all.Where(item => labels.Matches(item) && fields.Matches(item)).Skip(skip).ToList();
        JsonObject metadata = new() { ["resourceVersion"] = version.ToString() };
        if (limit > 0 && items.Count > limit)
        {
            metadata["continue"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{version}:{skip + limit}"));
            if (labels.IsEmpty && fields.IsEmpty)
                metadata["remainingItemCount"] = items.Count - limit;
            items = items[..limit];
        }
        return Answer.JsonAsync(request.Http, 200,
            Representation.List(request.Kind, items, metadata, view, time.GetUtcNow()));
    }

    private static (int Limit, int Skip, long? Version) Page(ResourceRequest request)
    {
        var text = request.Query("limit");
        if (!int.TryParse(text.Length == 0 ? "0" : text, out var limit))
            throw ApiException.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
        if (request.Query("continue") is not { Length: > 0 } token)
            return (limit, 0, null);
        Span<byte> bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var count)
            && Encoding.UTF8.GetString(bytes[..count]).Split(':') is [var version, var skip]
            && long.TryParse(version, out var at) && int.TryParse(skip, out var from))
        {
            return (limit, from, at);
        }
        throw ApiException.BadRequest("continue key is not valid: it is not a token of this server");
    }
}
