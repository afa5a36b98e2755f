using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Admission;

/// <summary>Defaults of HTTPRoute, as its CustomResourceDefinition states them.</summary>
internal static class RouteDefaults
{
    public static void Apply(JsonObject route)
    {
        var spec = route.Child("spec");
        foreach (var parent in spec.Items("parentRefs"))
        {
            parent.Default("group", "gateway.networking.k8s.io");
            parent.Default("kind", "Gateway");
        }
        spec.Default("rules", new JsonArray(new JsonObject()));
        foreach (var rule in spec.Items("rules"))
        {
            rule.Default("matches", new JsonArray(new JsonObject()));
            foreach (var match in rule.Items("matches"))
                Match(match);
            foreach (var backend in rule.Items("backendRefs"))
            {
                Backend(backend);
                backend.Default("weight", 1);
            }
            foreach (var mirror in rule.Items("filters").Select(f => f.At("requestMirror", "backendRef")).OfType<JsonObject>())
                Backend(mirror);
        }
    }

    /// <summary>Nobody has looked at it yet, and a listener takes routes of its own namespace.</summary>
    public static void Gateway(JsonObject gateway)
    {
        foreach (var listener in gateway.Child("spec").Items("listeners"))
            listener.Child("allowedRoutes").Child("namespaces").Default("from", "Same");
        gateway.Child("status").Default("conditions", new JsonArray([.. ((string[])["Accepted", "Programmed"]).Select(type => new JsonObject
        {
            ["type"] = type,
            ["status"] = "Unknown",
            ["reason"] = "Pending",
            ["message"] = "Waiting for controller",
            ["lastTransitionTime"] = "1970-01-01T00:00:00Z",
        })]));
    }

    private static void Match(JsonObject match)
    {
        if (match["path"] is null)
            match["path"] = new JsonObject();
        match.Child("path").Default("type", "PathPrefix");
        match.Child("path").Default("value", "/");
        foreach (var header in match.Items("headers").Concat(match.Items("queryParams")))
            header.Default("type", "Exact");
    }

    private static void Backend(JsonObject backend)
    {
        backend.Default("group", "");
        backend.Default("kind", "Service");
    }
}
