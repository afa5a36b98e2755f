using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Landfall.Local.Gateway;

/// <summary>
/// What the gateway says of itself in the cluster, as any controller does: its class with what it obeys, and that it has taken the Gateway.
/// </summary>
public static class GatewaySelf
{
    private const string Api = "apis/gateway.networking.k8s.io/v1";

    /// <summary>What it obeys beyond the least, by the names of the Gateway API.</summary>
    public static IReadOnlyList<string> Features { get; } =
    [
        "Gateway", "HTTPRoute", "HTTPRouteBackendRequestHeaderModification", "HTTPRouteMethodMatching", "HTTPRouteQueryParamMatching",
        "HTTPRouteRequestMirror", "HTTPRouteRequestPercentageMirror",
    ];

    /// <summary>Makes both objects where they are absent, and says of both that they are accepted.</summary>
    /// <param name="cluster">Whose address is that of the API, with a slash at its end, and which brings the token along.</param>
    /// <param name="space">An existing namespace.</param>
    public static async Task Announce(HttpClient cluster, string space, string name, int port, TimeProvider time, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        await Make(cluster, $"{Api}/gatewayclasses", "GatewayClass", name, new() { ["controllerName"] = RouteStatus.Controller }, cancel);
        await Say(cluster, $"{Api}/gatewayclasses/{name}/status", new()
        {
            ["conditions"] = new JsonArray(Holds("Accepted", now)),
            ["supportedFeatures"] = new JsonArray([.. Features.Select(feature => new JsonObject { ["name"] = feature })]),
        }, cancel);

        await Make(cluster, $"{Api}/namespaces/{space}/gateways", "Gateway", name, new()
        {
            ["gatewayClassName"] = name,
            ["listeners"] = new JsonArray(new JsonObject
            {
                ["name"] = "http",
                ["port"] = port,
                ["protocol"] = "HTTP",
                ["allowedRoutes"] = new JsonObject { ["namespaces"] = new JsonObject { ["from"] = "All" } },
            }),
        }, cancel);
        await Say(cluster, $"{Api}/namespaces/{space}/gateways/{name}/status",
            new() { ["conditions"] = new JsonArray(Holds("Accepted", now), Holds("Programmed", now)) }, cancel);
    }

    private static JsonObject Holds(string type, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["reason"] = type,
        ["message"] = "",
        ["lastTransitionTime"] = now,
    };

    private static async Task Make(HttpClient cluster, string path, string kind, string name, JsonObject spec, CancellationToken cancel)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "gateway.networking.k8s.io/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = spec,
        };
        using var answer = await cluster.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancel);
        if (answer.StatusCode == HttpStatusCode.Conflict)
            await Patch(cluster, $"{path}/{name}", new() { ["spec"] = spec.DeepClone() }, cancel);
        else
            answer.EnsureSuccessStatusCode();
    }

    private static Task Say(HttpClient cluster, string path, JsonObject status, CancellationToken cancel) =>
        Patch(cluster, path, new() { ["status"] = status }, cancel);

    private static async Task Patch(HttpClient cluster, string path, JsonObject body, CancellationToken cancel)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json"));
        using var answer = await cluster.PatchAsync(new Uri(path, UriKind.Relative), content, cancel);
        answer.EnsureSuccessStatusCode();
    }
}
