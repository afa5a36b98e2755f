using System.Text.Json.Nodes;

namespace Landfall.Local.Gateway;

/// <summary>Reads HTTPRoute objects. What the gateway cannot obey makes the route refused, never half obeyed.</summary>
internal sealed class RouteReader(string gateway)
{
    private const string Sticky = "landfall.dev/sticky";

    /// <returns>Null when the route belongs to other gateways only.</returns>
    public ReadRoute? Read(JsonObject source)
    {
        var metadata = source["metadata"]?.AsObject() ?? [];
        var @namespace = metadata["namespace"]?.ToString() ?? "default";
        var name = metadata["name"]?.ToString() ?? "";
        var generation = metadata["generation"] is { } number ? Number(number) : 0;
        var parents = Items(source["spec"]?["parentRefs"]).Where(IsOurs).ToList();
        if (parents.Count == 0)
            return null;

        try
        {
            var route = new Route(@namespace, name,
                DateTimeOffset.TryParse(metadata["creationTimestamp"]?.ToString(), out var created) ? created : default,
                Text(metadata["annotations"]?[Sticky]) == "true",
                [.. Items(source["spec"]!["hostnames"]).Select(host => host.GetValue<string>())],
                [.. Items(source["spec"]!["rules"]).Select((rule, index) =>
                    new RuleReader($"spec.rules[{index}]", @namespace).Read(rule))]);
            return new ReadRoute(@namespace, name, generation, parents, route, null);
        }
        catch (Exception wrong) when (wrong is UnsupportedRouteException
            or InvalidOperationException or FormatException or OverflowException or NullReferenceException)
        {
            var problem = wrong is UnsupportedRouteException
                ? wrong.Message
                : $"The route is not a valid HTTPRoute v1: {wrong.Message}";
            return new ReadRoute(@namespace, name, generation, parents, null, problem);
        }
    }

    private bool IsOurs(JsonNode parent) =>
        (parent["kind"]?.ToString() ?? "Gateway") == "Gateway" && parent["name"]?.ToString() == gateway;

    internal static IEnumerable<JsonNode> Items(JsonNode? array) =>
        array is null ? [] : array.AsArray().Select(item => item!);

    /// <summary>However the number came about: parsed, or set as an int or a long.</summary>
    /// <exception cref="FormatException">It is not a whole number.</exception>
    internal static long Number(JsonNode node) => long.Parse(node.ToJsonString());

    internal static string? Text(JsonNode? node) => node?.GetValue<string>();
}

/// <summary>A route as it was read: either the route, or what is wrong with it.</summary>
internal sealed record ReadRoute(
    string Namespace, string Name, long Generation, IReadOnlyList<JsonNode> Parents, Route? Route, string? Problem);

/// <summary>The route asks for something this gateway does not do. The message says what and where.</summary>
internal sealed class UnsupportedRouteException(string where, string what)
    : Exception($"{where}: {what} is not supported by this gateway.");
