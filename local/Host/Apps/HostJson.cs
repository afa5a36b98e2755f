using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Local.Host.Apps;

/// <summary>What the host reads from host.json.</summary>
/// <param name="InitializationTimeout">Null when the file leaves it to the host.</param>
internal sealed record HostJson(
    string? Executable, IReadOnlyList<string> Arguments, string WorkingDirectory, bool Forwards,
    TimeSpan FunctionTimeout, TimeSpan? InitializationTimeout, string RoutePrefix, VersionRule Versions)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    public static HostJson Read(string root)
    {
        var file = Path.Combine(root, "host.json");
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file} is missing: {root} is not the build output of a function app.");
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(file), null, new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true
            });
            var handler = json?["customHandler"];
            var description = handler?["description"];
            return new HostJson(
                Expanded(description?["defaultExecutablePath"]),
                [.. (description?["arguments"] as JsonArray ?? []).Select(a => a!.GetValue<string>())],
                Path.Combine(root, Expanded(description?["workingDirectory"]) ?? ""),
                handler?["enableForwardingHttpRequest"]?.GetValue<bool>() == true
                    || handler?["enableProxyingHttpRequest"]?.GetValue<bool>() == true,
                Time(json?["functionTimeout"]) ?? DefaultTimeout,
                Time(handler?["initializationTimeout"]),
                json?["extensions"]?["http"]?["routePrefix"]?.GetValue<string>() ?? "api",
                VersionRule.Read(json?["extensions"]?["durableTask"]));
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{file} cannot be read: {bad.Message}", bad);
        }
    }

    private static string? Expanded(JsonNode? text) =>
        text is null ? null : Environment.ExpandEnvironmentVariables(text.GetValue<string>());

    private static TimeSpan? Time(JsonNode? text) => text is null
        ? null
        : TimeSpan.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture) is var span && span < TimeSpan.Zero
            ? Timeout.InfiniteTimeSpan : span;
}
