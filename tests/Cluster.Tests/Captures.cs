using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>Recorded exchanges, found from the folder of the test program upwards.</summary>
internal static class Captures
{
    public static IEnumerable<JsonObject> Exchanges(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "tests", "captures", "kubernetes")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("tests/captures/kubernetes");
        var text = File.ReadAllText(Path.Combine(folder, "tests", "captures", "kubernetes", file));
        return JsonNode.Parse(text)!["exchanges"]!.AsArray().Select(exchange => exchange!.AsObject());
    }
}
