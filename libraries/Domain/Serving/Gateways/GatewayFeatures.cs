using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Serving.Gateways;

/// <summary>
/// What a gateway can do beyond weights, by two witnesses: the schema of HTTPRoute says what may be written, <c>supportedFeatures</c>
/// of its GatewayClass what is obeyed (names: https://gateway-api.sigs.k8s.io/concepts/conformance/).
/// </summary>
public static class GatewayFeatures
{
    /// <summary>The local gateway's name for itself; it keeps clients by an annotation that no other one knows.</summary>
    public const string OwnController = "landfall.dev/gateway";

    public const string RequestMirror = "HTTPRouteRequestMirror";
    public const string RequestPercentageMirror = "HTTPRouteRequestPercentageMirror";

    private static readonly string[] MirrorField = ["filters", "requestMirror"];

    internal static GatewayCheck Mirror(GatewayNeeds needs, GatewayFacts facts)
    {
        if (needs.Shadows.Count > 0 && GatewayNeeds.ShadowRefusal(needs.Gateway) is { } refusal)
        {
            return new(
                "mirror", GatewayState.Missing, true, $"{string.Join(", ", needs.Shadows)}: {refusal}", GatewayNeeds.ShadowHint);
        }

        return Feature("mirror", needs.Asks(GatewayCapability.Mirror), RequestMirror, MirrorField, facts);
    }

    internal static GatewayCheck MirrorPercent(GatewayNeeds needs, GatewayFacts facts)
    {
        const string Name = "mirrorPercent";
        if (needs.Partial.Count > 0 && GatewayNeeds.ShadowRefusal(needs.Gateway, isPartial: true) is { } refusal)
            return new(Name, GatewayState.Missing, true, $"{string.Join(", ", needs.Partial)}: {refusal}", GatewayNeeds.ShadowHint);

        return Feature(
            Name, needs.Asks(GatewayCapability.MirrorPercent), RequestPercentageMirror, [.. MirrorField, "percent"], facts);
    }

    /// <summary>No field of an HTTPRoute that Landfall writes asks for it, and no feature of the Gateway API names it.</summary>
    internal static GatewayCheck Sticky(GatewayNeeds needs, GatewayFacts facts)
    {
        var needed = needs.Asks(GatewayCapability.Sticky);
        var controller = GatewayChecks.Text(GatewayChecks.At(facts.Class.Body, "spec"), "controllerName");
        if (controller == OwnController)
            return new("sticky", GatewayState.Ok, needed, $"{controller} keeps a client with its version, by x-client-id or its cookie");

        var schema = HasField(facts.Schema, ["sessionPersistence"]) switch
        {
            true => "the schema has sessionPersistence, which Landfall does not write",
            false => "the schema has no sessionPersistence",
            null => "the schema could not be read",
        };
        return new("sticky", GatewayState.Unknown, needed,
            $"nothing says that a client stays with its version: {schema}; Landfall marks routes with {RouteAnnotations.Sticky}",
            "Set it up at the gateway by the header x-client-id. Without it a client may meet both versions within a step.");
    }

    private static GatewayCheck Feature(string name, bool needed, string feature, string[] field, GatewayFacts facts)
    {
        var (has, said) = (HasField(facts.Schema, field), Supported(facts.Class));
        var path = string.Join('.', field);
        if (has == false)
        {
            return new(name, GatewayState.Missing, needed, $"HTTPRoute as it is served has no {path}",
                "Install newer CRDs of the Gateway API, or take the capability out of the Environment document.");
        }

        if (said is { Count: > 0 })
        {
            return said.Contains(feature)
                ? new(name, GatewayState.Ok, needed, $"GatewayClass {NameOf(facts)} supports {feature}")
                : new(name, GatewayState.Missing, needed,
                    $"GatewayClass {NameOf(facts)} does not name {feature} among its {said.Count} supportedFeatures",
                    "Use a gateway that does, or take the capability, and shadow steps, out of the documents.");
        }

        var why = facts.Class.IsFound
            ? $"GatewayClass {NameOf(facts)} names no supportedFeatures"
            : $"its GatewayClass is not known: {facts.Class.Why}";
        return new(name, GatewayState.Unknown, needed,
            $"whether {feature} is obeyed is not known: {(has == true ? $"the schema has {path}, and " : "")}{why}",
            "See the conformance report of your gateway.");
    }

    /// <returns>Null where the class could not be read; empty where it says nothing.</returns>
    private static HashSet<string>? Supported(ClusterRead found)
    {
        if (!found.IsFound)
            return null;

        // Names alone until v1.1 of the Gateway API, objects with a name since.
        return [.. (GatewayChecks.At(found.Body, "status", "supportedFeatures") as JsonArray ?? [])
            .Select(one => one is JsonObject ? GatewayChecks.Text(one, "name") : one?.ToString()).OfType<string>()];
    }

    /// <param name="path">Below a rule of an HTTPRoute.</param>
    /// <returns>Null where the schema could not be read.</returns>
    private static bool? HasField(ClusterRead document, string[] path)
    {
        var schemas = GatewayChecks.At(document.Body, "components", "schemas") as JsonObject ?? [];
        var route = schemas.Select(one => one.Value).FirstOrDefault(IsRoute);
        var node = Inside(Inside(route, "spec"), "rules");
        if (!document.IsFound || node is null)
            return null;

        return path.Aggregate((JsonNode?)node, Inside) is not null;
    }

    private static bool IsRoute(JsonNode? schema) => GatewayChecks.Items(schema, "x-kubernetes-group-version-kind").Any(kind =>
        GatewayChecks.Text(kind, "kind") == "HTTPRoute" && GatewayChecks.Text(kind, "version") == RouteManifest.Version);

    /// <summary>A property of an object, or of the items of a list.</summary>
    private static JsonNode? Inside(JsonNode? schema, string name) =>
        GatewayChecks.At(schema, "properties", name) ?? GatewayChecks.At(schema, "items", "properties", name);

    private static string NameOf(GatewayFacts facts) => GatewayChecks.Text(GatewayChecks.At(facts.Class.Body, "metadata"), "name") ?? "?";
}
