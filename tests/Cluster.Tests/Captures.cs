using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>Recorded exchanges with a real cluster.</summary>
internal static class Captures
{
    public static IEnumerable<JsonObject> Exchanges(string file)
    {
        var text = File.ReadAllText(SourceTree.At("tests", "captures", "kubernetes", file));
        return JsonNode.Parse(text)!["exchanges"]!.AsArray().Select(exchange => exchange!.AsObject());
    }
}
