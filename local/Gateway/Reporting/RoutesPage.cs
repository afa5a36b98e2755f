using System.Text.Json.Serialization;

namespace Landfall.Local.Gateway;

internal sealed record RouteView(
    string Route, IReadOnlyList<string> Hostnames, bool Sticky, IReadOnlyList<RuleView> Rules);

internal sealed record RuleView(
    IReadOnlyList<string> Matches, IReadOnlyList<BackendView> Backends, IReadOnlyList<MirrorView> Mirrors);

/// <param name="Share">0 to 1: the part of the requests it is meant to get.</param>
/// <param name="Note">What a person should know at a glance; absent when there is nothing to say.</param>
internal sealed record BackendView(
    string Backend, int Weight, double Share, int EndpointsReady, long RequestsLastMinute, long Requests, long Failures,
    string? Note);

internal sealed record MirrorView(string Backend, double Share, int EndpointsReady, long Sent, long Dropped);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RouteView[]))]
internal sealed partial class RoutesJson : JsonSerializerContext;

/// <summary>What the gateway does at this moment, for people.</summary>
internal sealed class RoutesPage(IRouteSource source, TrafficCounters counters)
{
    public RouteView[] Of(RouteTable table) =>
    [
        .. table.Routes.OrderBy(route => route.Key, StringComparer.Ordinal).Select(route => new RouteView(
            route.Key, route.Hostnames, route.IsSticky, [.. route.Rules.Select(rule => View(route, rule))])),
    ];

    private RuleView View(Route route, RouteRule rule) => new(
        [.. rule.Matches.Select(match => match.Describe())],
        [.. rule.Backends.Select(backend => View(route, rule, backend))],
        [.. rule.Mirrors.Select(mirror => View(route, mirror))]);

    private BackendView View(Route route, RouteRule rule, WeightedBackend backend)
    {
        var counter = counters.Of(route.Key, backend.Backend.Label(route));
        var ready = Ready(backend.Backend);
        var total = rule.Backends.Sum(one => (long)one.Weight);
        var requests = counter.Total();
        var failures = Enum.GetValues<Failure>().Sum(counter.Of);
        return new BackendView(
            backend.Backend.Label(route), backend.Weight, total == 0 ? 0 : backend.Weight / (double)total, ready,
            counter.LastMinute(), requests, failures, NoteOf(backend.Weight, ready, requests));
    }

    private MirrorView View(Route route, MirrorTarget mirror)
    {
        var counter = counters.Of(route.Key, mirror.Backend.Label(route));
        var dropped = Enum.GetValues<MirrorResult>()
            .Where(result => result is not (MirrorResult.Sent or MirrorResult.Failed)).Sum(counter.Of);
        return new MirrorView(mirror.Backend.Label(route), mirror.Share, Ready(mirror.Backend),
            counter.Of(MirrorResult.Sent), dropped);
    }

    private static string? NoteOf(int weight, int ready, long requests) => (weight, ready, requests) switch
    {
        ( > 0, 0, _) => "no ready endpoint: its requests are answered with 503",
        (0, _, _) => "weight 0: gets no requests",
        (_, _, 0) => "no traffic yet",
        _ => null,
    };

    private int Ready(Backend backend) => source.Endpoints(backend.Namespace, backend.Service, backend.Port).Count;
}
