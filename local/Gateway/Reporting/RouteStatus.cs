using System.Text.Json.Nodes;

namespace Landfall.Local.Gateway;

/// <summary>What the gateway says of a route: the content of `status.parents`.</summary>
/// <param name="Generation">The generation of the route that was looked at.</param>
public sealed record RouteStatus(string Namespace, string Name, long Generation, JsonArray Parents)
{
    public const string Controller = "landfall.dev/gateway";

    internal static RouteStatus Of(ReadRoute read, DateTimeOffset now)
    {
        var accepted = read.Problem is null;
        var parents = read.Parents.Select(parent => (JsonNode)new JsonObject
        {
            ["parentRef"] = parent.DeepClone(),
            ["controllerName"] = Controller,
            ["conditions"] = new JsonArray(
                Condition("Accepted", accepted, accepted ? "Accepted" : "UnsupportedValue", read, now),
                Condition("ResolvedRefs", accepted, accepted ? "ResolvedRefs" : "Pending", read, now)),
        });
        return new RouteStatus(read.Namespace, read.Name, read.Generation, [.. parents]);
    }

    private static JsonObject Condition(string type, bool holds, string reason, ReadRoute read, DateTimeOffset now) =>
        new()
        {
            ["type"] = type,
            ["status"] = holds ? "True" : "False",
            ["reason"] = reason,
            ["message"] = read.Problem ?? "",
            ["observedGeneration"] = read.Generation,
            ["lastTransitionTime"] = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        };
}
