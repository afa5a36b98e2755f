using System.Text.Json.Nodes;

namespace Landfall.Domain.Serving.Gateways;

/// <summary>
/// Whether a gateway can do what documents ask of it. Pure: from what a cluster answered to one line for each thing. What the cluster does
/// not say stays unknown: it is no promise, and no refusal.
/// </summary>
public static class GatewayChecks
{
    private const string Install = "Install the CRDs of the Gateway API, v1 or later: https://gateway-api.sigs.k8s.io/guides/";

    public static IReadOnlyList<GatewayCheck> Of(GatewayNeeds needs, GatewayFacts facts)
    {
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            Api(facts), Gateway(needs, facts), Listeners(needs, facts), GatewayFeatures.Mirror(needs, facts),
            GatewayFeatures.MirrorPercent(needs, facts), GatewayFeatures.Sticky(needs, facts),
            .. GatewayRights.All.GroupBy(right => right.Resource).Select(rights => Rights(needs, facts, rights.Key, [.. rights])),
        ];
    }

    internal static bool Serves(GatewayFacts facts, string kind) => facts.Resources.IsFound
        && (facts.Resources.Body!["resources"] as JsonArray ?? []).Any(resource => Text(resource, "kind") == kind);

    internal static string? Text(JsonNode? of, string name) =>
        of is JsonObject map && map[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    internal static IEnumerable<JsonObject> Items(JsonNode? of, params string[] path) =>
        (At(of, path) as JsonArray ?? []).OfType<JsonObject>();

    internal static JsonNode? At(JsonNode? of, params string[] path) =>
        path.Aggregate(of, (node, name) => (node as JsonObject)?[name]);

    private static GatewayCheck Api(GatewayFacts facts)
    {
        const string Name = "api";
        if (Serves(facts, "HTTPRoute"))
            return new(Name, GatewayState.Ok, true, $"HTTPRoute of {RouteManifest.Group}/{RouteManifest.Version} is served");
        return facts.Resources.IsFound || facts.Resources.IsAbsent
            ? new(Name, GatewayState.Missing, true, $"HTTPRoute of {RouteManifest.Group}/{RouteManifest.Version} is not served", Install)
            : new(Name, GatewayState.Unknown, true, $"which kinds are served is not known: {facts.Resources.Why}");
    }

    private static GatewayCheck Gateway(GatewayNeeds needs, GatewayFacts facts)
    {
        const string Name = "gateway";
        var named = NameOf(needs);
        if (facts.Resources.IsFound && !Serves(facts, "Gateway"))
            return new(Name, GatewayState.Missing, true, "Gateway is not served", Install);
        if (facts.Gateway.IsAbsent)
        {
            return new(Name, GatewayState.Missing, true, $"there is no {named}",
                "Make it (infra/manifests/gateway.sample.yaml), or name another one in spec.gateway of the Environment document.");
        }

        if (!facts.Gateway.IsFound)
            return new(Name, GatewayState.Unknown, true, $"{named} is not known: {facts.Gateway.Why}", MayRead("gateways"));

        foreach (var type in (string[])["Accepted", "Programmed"])
        {
            var condition = Items(facts.Gateway.Body, "status", "conditions").FirstOrDefault(one => Text(one, "type") == type);
            if (Text(condition, "status") is not { } status || status == "Unknown")
            {
                return new(Name, GatewayState.Unknown, true, $"{named} does not say that it is {type}",
                    "Its controller has not looked at it: is there one for its GatewayClass?");
            }

            if (status != "True")
            {
                return new(Name, GatewayState.Missing, true,
                    $"{named} is not {type}: {Text(condition, "message") ?? Text(condition, "reason")}",
                    $"kubectl describe gateway {needs.Gateway.Name} -n {needs.Gateway.Namespace}");
            }
        }

        return new(Name, GatewayState.Ok, true, $"{named} is Accepted and Programmed");
    }

    private static GatewayCheck Listeners(GatewayNeeds needs, GatewayFacts facts)
    {
        const string Name = "listeners";
        if (!facts.Gateway.IsFound)
            return new(Name, GatewayState.Unknown, true, $"the listeners of {NameOf(needs)} are not known: {facts.Gateway.Why}");

        var admitted = Items(facts.Gateway.Body, "spec", "listeners")
            .Select(listener => (Name: Text(listener, "name") ?? "?", Admits: GatewayListener.Admits(listener, needs, facts.Namespace)))
            .ToList();
        var open = admitted.Where(one => one.Admits == true).Select(one => one.Name).ToList();
        if (open.Count > 0)
            return new(Name, GatewayState.Ok, true, $"{string.Join(", ", open)} of {NameOf(needs)} takes HTTPRoutes of {needs.Namespace}");

        return admitted.Any(one => one.Admits is null)
            ? new(Name, GatewayState.Unknown, true,
                $"whether {NameOf(needs)} takes routes of {needs.Namespace} depends on its labels, and they are not known: "
                    + facts.Namespace.Why,
                MayRead("namespaces"))
            : new(Name, GatewayState.Missing, true, $"no listener of {NameOf(needs)} takes HTTPRoutes of {needs.Namespace}",
                "Allow them in allowedRoutes: namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: "
                    + $"{needs.Namespace} }} }} }}");
    }

    private static GatewayCheck Rights(GatewayNeeds needs, GatewayFacts facts, string resource, IReadOnlyList<AccessRight> rights)
    {
        var answers = rights.Select(right => (right.Verb, Allowed: Allowed(facts.Rights.GetValueOrDefault(right)))).ToList();
        var refused = answers.Where(one => one.Allowed == false).Select(one => one.Verb).ToList();
        var silent = answers.Where(one => one.Allowed is null).Select(one => one.Verb).ToList();
        var (name, where) = ($"rights: {resource}", $"{resource} in {needs.Namespace}");
        if (refused.Count > 0)
        {
            return new(name, GatewayState.Missing, true, $"whoever this kubeconfig names may not {string.Join(", ", refused)} {where}",
                "infra/manifests/rights-rollout.yaml grants it to Rollout; bind that role to yourself, or ask with Rollout's kubeconfig.");
        }

        return silent.Count > 0
            ? new(name, GatewayState.Unknown, true, $"whether this kubeconfig may {string.Join(", ", silent)} {where} is not known")
            : new(name, GatewayState.Ok, true,
                $"whoever this kubeconfig names may {string.Join(", ", answers.Select(one => one.Verb))} {where}");
    }

    private static bool? Allowed(ClusterRead? review) => review is { IsFound: true }
        && At(review.Body, "status", "allowed") is JsonValue value && value.TryGetValue<bool>(out var allowed) ? allowed : null;

    private static string NameOf(GatewayNeeds needs) => $"Gateway {needs.Gateway.Namespace}/{needs.Gateway.Name}";

    private static string MayRead(string plural) => $"Ask somebody who may get {plural}, or be given that right.";
}
