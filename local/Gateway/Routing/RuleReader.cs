using System.Text.Json.Nodes;

namespace Landfall.Local.Gateway;

/// <summary>Reads one rule of an HTTPRoute.</summary>
/// <param name="where">The rule's place in the object, for messages.</param>
/// <param name="routeNamespace">Where a backend is looked for that names no namespace.</param>
internal sealed class RuleReader(string where, string routeNamespace)
{
    private static readonly RouteMatch Everything = new(false, "", null, [], []);

    public RouteRule Read(JsonNode rule)
    {
        var matches = RouteReader.Items(rule["matches"]).Select(Match).ToList();
        var filters = RouteReader.Items(rule["filters"]).ToList();
        return new RouteRule(
            matches.Count == 0 ? [Everything] : matches,
            Headers(filters, mirrorsToo: true),
            [.. filters.Where(filter => Type(filter) == "RequestMirror").Select(Mirror)],
            [.. RouteReader.Items(rule["backendRefs"]).Select(Weighted)]);
    }

    private RouteMatch Match(JsonNode match)
    {
        var type = RouteReader.Text(match["path"]?["type"]) ?? "PathPrefix";
        if (type is not ("PathPrefix" or "Exact"))
            throw new UnsupportedRouteException(where, $"the path match type {type}");
        var path = RouteReader.Text(match["path"]?["value"]) ?? "/";
        return new RouteMatch(
            type == "Exact", type == "Exact" ? path : path.TrimEnd('/'), RouteReader.Text(match["method"]),
            Exact(match["headers"], "header"), Exact(match["queryParams"], "query parameter"));
    }

    private List<KeyValuePair<string, string>> Exact(JsonNode? conditions, string what) =>
    [
        .. RouteReader.Items(conditions).Select(condition => (RouteReader.Text(condition["type"]) ?? "Exact") == "Exact"
            ? Pair(condition)
            : throw new UnsupportedRouteException(where, $"the {what} match type {condition["type"]}")),
    ];

    private HeaderEdits Headers(IEnumerable<JsonNode> filters, bool mirrorsToo)
    {
        var edits = HeaderEdits.None;
        foreach (var filter in filters)
        {
            var type = Type(filter);
            if (type == "RequestHeaderModifier")
                edits = edits.Then(Edits(filter["requestHeaderModifier"]!));
            else if (type != "RequestMirror" || !mirrorsToo)
                throw new UnsupportedRouteException(where, $"the filter {type} in this place");
        }

        return edits;
    }

    private static HeaderEdits Edits(JsonNode filter) => new(
        [.. RouteReader.Items(filter["set"]).Select(Pair)],
        [.. RouteReader.Items(filter["add"]).Select(Pair)],
        [.. RouteReader.Items(filter["remove"]).Select(name => name.GetValue<string>())]);

    private MirrorTarget Mirror(JsonNode filter)
    {
        var mirror = filter["requestMirror"]!;
        var share = mirror["percent"] is { } percent ? RouteReader.Number(percent) / 100.0
            : mirror["fraction"] is { } fraction
                ? RouteReader.Number(fraction["numerator"]!)
                    / (fraction["denominator"] is { } denominator ? (double)RouteReader.Number(denominator) : 100)
            : 1.0;
        return share is >= 0 and <= 1
            ? new MirrorTarget(BackendOf(mirror["backendRef"]!), share)
            : throw new UnsupportedRouteException(where, $"mirroring a part of {share} (expected 0 to 1)");
    }

    private WeightedBackend Weighted(JsonNode reference)
    {
        var weight = reference["weight"] is { } number ? RouteReader.Number(number) : 1;
        return weight is >= 0 and <= 1_000_000
            ? new WeightedBackend(BackendOf(reference), (int)weight,
                Headers(RouteReader.Items(reference["filters"]), mirrorsToo: false))
            : throw new UnsupportedRouteException(where, $"the weight {weight} (expected 0 to 1,000,000)");
    }

    private Backend BackendOf(JsonNode reference)
    {
        var kind = RouteReader.Text(reference["kind"]) ?? "Service";
        return kind == "Service"
            ? new Backend(RouteReader.Text(reference["namespace"]) ?? routeNamespace,
                RouteReader.Text(reference["name"])!, checked((int)RouteReader.Number(reference["port"]!)))
            : throw new UnsupportedRouteException(where, $"a backend of kind {kind}");
    }

    private static string Type(JsonNode filter) => RouteReader.Text(filter["type"]) ?? "without a type";

    private static KeyValuePair<string, string> Pair(JsonNode node) =>
        new(node["name"]!.GetValue<string>(), node["value"]!.GetValue<string>());
}
