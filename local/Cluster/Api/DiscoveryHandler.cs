using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Cluster.Api;

/// <summary>What clients ask before anything else: groups, resources, version, health, a small OpenAPI.</summary>
internal static class DiscoveryHandler
{
    private static readonly string[] _verbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>The answer for a path outside the resources, or null.</summary>
    public static JsonNode? Find(HttpContext http)
    {
        var aggregated = http.Request.Headers.Accept.ToString().Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal)
            && http.Request.Headers.Accept.ToString().Contains("v=v2;", StringComparison.Ordinal);
        return http.Request.Path.Value!.Trim('/').Split('/') switch
        {
            ["version"] => new JsonObject
            {
                ["major"] = "1",
                ["minor"] = "36",
                ["gitVersion"] = "v1.36.2+landfall",
                ["gitCommit"] = "",
                ["gitTreeState"] = "",
                ["buildDate"] = "1970-01-01T00:00:00Z",
                ["goVersion"] = "",
                ["compiler"] = "",
                ["platform"] = "local/processes",
            },
            ["api"] => aggregated ? Aggregated(core: true) : new JsonObject
            {
                ["kind"] = "APIVersions",
                ["versions"] = new JsonArray("v1"),
                ["serverAddressByClientCIDRs"] = new JsonArray(),
            },
            ["apis"] => aggregated ? Aggregated(core: false) : new JsonObject
            {
                ["kind"] = "APIGroupList",
                ["apiVersion"] = "v1",
                ["groups"] = new JsonArray([.. Groups().Where(g => g.Length > 0).Select(g => Group(g, typed: false))]),
            },
            ["apis", var group] when Groups().Contains(group) => Group(group, typed: true),
            ["api", "v1"] => Resources("", "v1"),
            ["apis", var group, var version] when KindTable.HasGroupVersion(group, version) => Resources(group, version),
            ["openapi", "v3"] => OpenApi.Index(),
            ["openapi", "v3", .. var path] => OpenApi.Document(string.Join('/', path)),
            _ => null,
        };
    }

    private static IEnumerable<string> Groups() => KindTable.All.Select(kind => kind.Group).Distinct();

    private static JsonObject Group(string group, bool typed)
    {
        var version = KindTable.All.First(kind => kind.Group == group).Version;
        JsonObject Version() => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };
        JsonObject answer = typed ? new() { ["kind"] = "APIGroup", ["apiVersion"] = "v1" } : [];
        answer["name"] = group;
        answer["versions"] = new JsonArray(Version());
        answer["preferredVersion"] = Version();
        return answer;
    }

    private static JsonObject Resources(string group, string version)
    {
        JsonArray resources = [];
        foreach (var kind in KindTable.All.Where(kind => kind.Group == group && kind.Version == version))
        {
            JsonObject entry = new()
            {
                ["name"] = kind.Plural,
                ["singularName"] = kind.Singular,
                ["namespaced"] = kind.Namespaced,
                ["kind"] = kind.Name,
                ["verbs"] = Texts(_verbs),
            };
            if (kind.ShortNames.Length > 0)
                entry["shortNames"] = Texts(kind.ShortNames);
            if (kind.Categories.Length > 0)
                entry["categories"] = Texts(kind.Categories);
            resources.Add(entry);
            foreach (var sub in Subresources(kind))
                resources.Add(new JsonObject
                {
                    ["name"] = $"{kind.Plural}/{sub.Name}",
                    ["singularName"] = "",
                    ["namespaced"] = kind.Namespaced,
                    ["group"] = sub.Name == "scale" ? "autoscaling" : null,
                    ["version"] = sub.Name == "scale" ? "v1" : null,
                    ["kind"] = sub.Kind,
                    ["verbs"] = Texts(sub.Verbs),
                });
        }
        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = resources,
        };
    }

    private static JsonObject Aggregated(bool core) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. Groups().Where(group => group.Length == 0 == core).Select(group => new JsonObject
        {
            ["metadata"] = core ? new JsonObject() : new JsonObject { ["name"] = group },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["version"] = KindTable.All.First(kind => kind.Group == group).Version, ["freshness"] = "Current",
                ["resources"] = new JsonArray([.. KindTable.All.Where(kind => kind.Group == group).Select(Discovered)]),
            }),
        })]),
    };

    private static JsonObject Discovered(ApiKind kind)
    {
        JsonObject entry = new()
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = Kind("", "", kind.Name),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = Texts(_verbs),
            ["shortNames"] = Texts(kind.ShortNames),
            ["categories"] = Texts(kind.Categories),
        };
        JsonArray subresources = [.. Subresources(kind).Select(sub => new JsonObject
        {
            ["subresource"] = sub.Name, ["verbs"] = Texts(sub.Verbs),
            ["responseKind"] = sub.Name == "scale" ? Kind("autoscaling", "v1", "Scale") : Kind("", "", sub.Kind),
        })];
        if (subresources.Count > 0)
            entry["subresources"] = subresources;
        return entry;
    }

    private static JsonObject Kind(string group, string version, string kind) =>
        new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static IEnumerable<(string Name, string Kind, string[] Verbs)> Subresources(ApiKind kind)
    {
        if (kind.HasStatus)
            yield return ("status", kind.Name, ["get", "patch", "update"]);
        if (kind.HasScale)
            yield return ("scale", "Scale", ["get", "patch", "update"]);
        if (kind != KindTable.Pod)
            yield break;
        yield return ("log", "Pod", ["get"]);
        yield return ("proxy", "PodProxyOptions", ["create", "delete", "get", "patch", "update"]);
    }

    private static JsonArray Texts(string[] values) => [.. values.Select(value => JsonValue.Create(value))];
}
