using System.Text.Json.Nodes;

namespace Landfall.Domain.Serving.Gateways;

/// <summary>Which routes a listener takes: <c>allowedRoutes</c> of the Gateway API.</summary>
internal static class GatewayListener
{
    /// <summary>Every namespace has it, with its own name; it needs no reading.</summary>
    private const string NameLabel = "kubernetes.io/metadata.name";

    /// <returns>Null where it depends on labels that could not be read.</returns>
    public static bool? Admits(JsonObject listener, GatewayNeeds needs, ClusterRead space)
    {
        if (GatewayChecks.Text(listener, "protocol") is not ("HTTP" or "HTTPS"))
            return false;

        var kinds = GatewayChecks.Items(listener, "allowedRoutes", "kinds").ToList();
        if (kinds.Count > 0 && !kinds.Any(IsRoute))
            return false;

        var from = GatewayChecks.At(listener, "allowedRoutes", "namespaces");
        return (GatewayChecks.Text(from, "from") ?? "Same") switch
        {
            "All" => true,
            "Same" => needs.Namespace == needs.Gateway.Namespace,
            "Selector" => Selects(GatewayChecks.At(from, "selector"), needs, space),
            _ => false,
        };
    }

    private static bool IsRoute(JsonObject kind) => GatewayChecks.Text(kind, "kind") == "HTTPRoute"
        && (GatewayChecks.Text(kind, "group") ?? RouteManifest.Group) == RouteManifest.Group;

    /// <summary>All requirements at once: one that fails is enough, whatever could not be read.</summary>
    private static bool? Selects(JsonNode? selector, GatewayNeeds needs, ClusterRead space)
    {
        var labels = GatewayChecks.At(selector, "matchLabels") as JsonObject ?? [];
        List<bool?> met =
        [
            .. labels.Select(label => Is(label.Key, needs, space, value => value == label.Value?.ToString())),
            .. GatewayChecks.Items(selector, "matchExpressions").Select(one => Expression(one, needs, space)),
        ];
        return met.Contains(false) ? false : met.Contains(null) ? null : true;
    }

    private static bool? Expression(JsonObject one, GatewayNeeds needs, ClusterRead space)
    {
        var values = (one["values"] as JsonArray ?? []).Select(value => value?.ToString()).ToList();
        return Is(GatewayChecks.Text(one, "key") ?? "", needs, space, value => GatewayChecks.Text(one, "operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        });
    }

    private static bool? Is(string label, GatewayNeeds needs, ClusterRead space, Func<string?, bool> wanted) =>
        label == NameLabel ? wanted(needs.Namespace)
        : space.IsFound ? wanted(GatewayChecks.Text(GatewayChecks.At(space.Body, "metadata", "labels"), label))
        : null;
}
