using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Domain.Serving;

/// <summary>A route as it was found in the cluster.</summary>
/// <param name="Fence">Null when Landfall has never written it.</param>
/// <param name="Run">The run that wrote it last.</param>
/// <param name="Weights">What was last written.</param>
/// <param name="EditedBy">Who changed the rules since; null when they are as they were written.</param>
public sealed record StoredRoute(
    string Name, string ResourceVersion, Fence? Fence, string? Run, Weights? Weights, string? RulesDigest, string? EditedBy)
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
            FenceOf(Text(notes[RouteAnnotations.Fence])), Text(notes[RouteAnnotations.Run]),
            WeightsOf(Text(notes[RouteAnnotations.Weights])), found,
            written == found ? null : Editor(metadata));
    }

    /// <summary>Whether the rules as last written send live requests to a version, or copies of them.</summary>
    public bool Uses(ModelVersionRef version) => Weights is { } weights
        && ((weights.Candidate?.Number == version.Number && (weights.CandidateWeight > 0 || weights.Mirror))
            || (weights.Champion?.Number == version.Number && weights.CandidateWeight < 100));

    private static Fence? FenceOf(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), CultureInfo.InvariantCulture, out var epoch)
            && long.TryParse(text.AsSpan(dot + 1), CultureInfo.InvariantCulture, out var sequence)
                ? new(epoch, sequence)
                : null;
    }

    private static Weights? WeightsOf(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<Weights>(json, ContractsJson.Options);
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
