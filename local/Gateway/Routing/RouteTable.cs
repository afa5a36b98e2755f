using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Gateway;

/// <summary>All routes at one moment. A request looks here once and keeps what it found.</summary>
internal sealed class RouteTable
{
    private readonly Entry[] entries;

    public RouteTable(IReadOnlyList<Route> routes)
    {
        Routes = routes;
        // The precedence of the Gateway API: host, exact path, longest path, method, headers, query, age, name, order.
        entries =
        [
            .. routes.SelectMany(route => (route.Hostnames.Count == 0 ? [""] : route.Hostnames)
                    .SelectMany(host => route.Rules.SelectMany(rule => rule.Matches
                        .Select(match => new Entry(host, match, route, rule)))))
                .OrderByDescending(entry => entry.Host.Length > 0 && !entry.Host.StartsWith('*'))
                .ThenByDescending(entry => entry.Host.Length)
                .ThenByDescending(entry => entry.Match.IsExact)
                .ThenByDescending(entry => entry.Match.Path.Length)
                .ThenByDescending(entry => entry.Match.Method is not null)
                .ThenByDescending(entry => entry.Match.Headers.Count)
                .ThenByDescending(entry => entry.Match.Query.Count)
                .ThenBy(entry => entry.Route.Created)
                .ThenBy(entry => entry.Route.Key, StringComparer.Ordinal),
        ];
    }

    public static RouteTable Empty { get; } = new([]);

    public IReadOnlyList<Route> Routes { get; }

    public (Route Route, RouteRule Rule)? Find(HttpRequest request)
    {
        foreach (var entry in entries)
        {
            if (FitsHost(entry.Host, request.Host.Host) && entry.Match.Fits(request))
                return (entry.Route, entry.Rule);
        }

        return null;
    }

    private static bool FitsHost(string wanted, string host) =>
        wanted.Length == 0
        || (wanted.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length > wanted.Length - 1 && host.EndsWith(wanted[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(wanted, StringComparison.OrdinalIgnoreCase));

    private sealed record Entry(string Host, RouteMatch Match, Route Route, RouteRule Rule);
}
