using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Serving;

/// <summary>A route as it was found in the cluster.</summary>
/// <param name="Fence">Null when Landfall has never written it.</param>
/// <param name="Run">The run that wrote it last.</param>
/// <param name="Weights">What was last written.</param>
/// <param name="EditedBy">Who changed the rules since; null when they are as they were written.</param>
/// <param name="ByHand">A rollback by hand that is not settled yet.</param>
/// <param name="Gateway">The gateway it hangs on, as far as a route tells.</param>
public sealed record StoredRoute(
    string Name, string ResourceVersion, Fence? Fence, string? Run, Weights? Weights, string? RulesDigest, string? EditedBy,
    HandRollback? ByHand = null, GatewaySpec? Gateway = null)
{
    public static StoredRoute Read(JsonObject route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var metadata = route["metadata"] as JsonObject ?? [];
        var notes = metadata["annotations"] as JsonObject ?? [];
        var written = Text(notes[RouteAnnotations.Rules]);
        var found = RouteManifest.Digest(route["spec"]);

        return new(
            Text(metadata["name"]) ?? "", Text(metadata["resourceVersion"]) ?? "",
            Landfall.Contracts.Fence.Parse(Text(notes[RouteAnnotations.Fence])), Text(notes[RouteAnnotations.Run]),
            Parsed<Weights>(Text(notes[RouteAnnotations.Weights])), found,
            written == found ? null : Editor(metadata),
            Parsed<HandRollback>(Text(notes[RouteAnnotations.Rollback])), GatewayOf(route, notes));
    }

    /// <summary>Whether the rules as last written send live requests to a version, or copies of them.</summary>
    public bool Uses(ModelVersionRef version) => Weights is { } weights
        && ((weights.Candidate?.Number == version.Number && (weights.CandidateWeight > 0 || weights.Mirror))
            || (weights.Champion?.Number == version.Number && weights.CandidateWeight < 100));

    private static GatewaySpec? GatewayOf(JsonObject route, JsonObject notes)
    {
        var parent = (route["spec"]?["parentRefs"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault();
        return Text(parent?["name"]) is { } name && Text(parent?["namespace"]) is { } space
            ? new(name, space, Text(notes[RouteAnnotations.Sticky]) == "true" ? [GatewayCapability.Sticky] : [])
            : null;
    }

    private static T? Parsed<T>(string? json)
        where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<T>(json, ContractsJson.Options);
        }
        catch (JsonException)
        {
            return null;        // edited by hand: the rules' digest tells that too
        }
    }

    /// <summary>The newest manager of the rules that is not one of ours.</summary>
    private static string Editor(JsonObject metadata) =>
        (metadata["managedFields"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(entry => entry["fieldsV1"]?["f:spec"] is not null)
            .OrderByDescending(entry => Text(entry["time"]), StringComparer.Ordinal)
            .Select(entry => Text(entry["manager"]))
            .FirstOrDefault(manager => manager is not null && !manager.StartsWith("landfall-", StringComparison.Ordinal))
        ?? "somebody";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
