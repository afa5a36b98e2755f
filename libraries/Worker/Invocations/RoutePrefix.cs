using System.Text.Json;

namespace Landfall.Worker;

/// <summary>What stands before every route: <c>api</c>, unless host.json says otherwise.</summary>
internal static class RoutePrefix
{
    public static string Read(string folder)
    {
        var file = Path.Combine(folder, "host.json");
        if (!File.Exists(file))
            return "/api";

        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix)
                ? prefix.GetString() is { Length: > 0 } text ? "/" + text.Trim('/') : ""
                : "/api";
    }
}
