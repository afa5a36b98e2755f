using System.Text.Json.Nodes;

namespace Landfall.Host.Tests;

/// <summary>Reads what the real host sent, and reduces JSON to its shape for comparison.</summary>
internal static class Recordings
{
    public static JsonNode Read(string file, string function, Func<JsonNode, bool> which) => JsonNode
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "captures", $"{file}.json")))!["exchanges"]!
        .AsArray()
        .Where(e => e!["function"]!.GetValue<string>() == function)
        .Select(e => e!["request"]!["body"]!)
        .First(which);

    /// <summary>Keys and kinds, sorted; the named parts differ by nature and are only named.</summary>
    public static string Shape(JsonNode? node, params string[] skip) => node switch
    {
        JsonObject o => "{" + string.Join(",", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p =>
            $"{p.Key}:{(skip.Contains(p.Key) ? "*" : Shape(p.Value, skip))}")) + "}",
        JsonArray a => "[" + string.Join(",", a.Select(e => Shape(e, skip))) + "]",
        null => "null",
        _ => node.GetValueKind().ToString()
    };

    public static IEnumerable<string> Keys(JsonNode node) =>
        node.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);

    /// <summary>Opens JSON in a JSON string in a JSON string.</summary>
    public static JsonNode Unwrap(JsonNode node) =>
        JsonNode.Parse(JsonNode.Parse(node.GetValue<string>())!.GetValue<string>())!;
}
