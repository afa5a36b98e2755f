using System.Text.Json;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <param name="Slow">A request that takes longer counts as slow.</param>
/// <param name="MaxInFlight">Inference requests the server works on at a time. What comes above waits its turn, and counts as slow.</param>
/// <param name="Model">What the server calls its model; without it there is no warm-up.</param>
/// <param name="JoinOn">The columns of a request by which later labels find it; null for none.</param>
/// <param name="Inputs">How the values of inputs are counted; null for not at all.</param>
/// <param name="Timeout">How long a request may wait and the server may take before its answer no longer matters.</param>
/// <param name="Fallback">Whose agent answers where this server fails; null for nobody's.</param>
internal sealed record ServeOptions(
    Uri Listen, Uri Upstream, string Version, string Pod, TimeSpan Slow, int MaxInFlight, TimeSpan Timeout, int LogEntries,
    string? Model = null, IReadOnlyList<string>? JoinOn = null, IReadOnlyList<InputBins>? Inputs = null,
    Uri? Fallback = null)
{
    private const int MostColumns = 20;

    /// <summary>Bytes. A larger request is refused with 413, which is the client's failure.</summary>
    public const long LargestBody = 64 * 1024 * 1024;

    private static readonly HashSet<string> Known =
        ["listen", "upstream", "version", "model", "slow-ms", "max-in-flight", "timeout-ms", "log-entries", "join-on", "fallback"];

    public static ServeOptions Parse(string[] args, Func<string, string?> environment)
    {
        var options = new Arguments(args, Known, environment);
        return new(
            Address(options.Find("listen", "LISTEN") ?? "http://0.0.0.0:8000", "listen"),
            Address(options.Find("upstream", "LANDFALL_UPSTREAM") ?? "http://127.0.0.1:8080", "upstream"),
            options.Need("version", "LANDFALL_VERSION"),
            environment("POD_NAME") ?? environment("HOSTNAME") ?? Environment.MachineName,
            TimeSpan.FromMilliseconds(options.Number("slow-ms", "LANDFALL_SLOW_MS", 250, 1, 3_600_000)),
            options.Number("max-in-flight", "LANDFALL_MAX_IN_FLIGHT", 64, 1, 100_000),
            TimeSpan.FromMilliseconds(options.Number("timeout-ms", "LANDFALL_TIMEOUT_MS", 30_000, 1, 3_600_000)),
            options.Number("log-entries", "LANDFALL_LOG_ENTRIES", 20_000, 0, 1_000_000),
            options.Find("model", "LANDFALL_MODEL"),
            Columns(options.Find("join-on", "LANDFALL_JOIN_ON")),
            Bins(environment("LANDFALL_INPUTS")),
            options.Find("fallback", "LANDFALL_FALLBACK") is { Length: > 0 } fallback ? Address(fallback, "fallback") : null);
    }

    private static InputBins[]? Bins(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize(text, AgentJson.Default.InputBinsArray);
        }
        catch (JsonException wrong)
        {
            throw Arguments.Usage(
                $"LANDFALL_INPUTS cannot be read: {wrong.Message}; expected bins as JSON, such as [{{\"name\":\"x\",\"edges\":[1,2]}}]");
        }
    }

    /// <summary>A list in JSON: names of columns may have any character.</summary>
    private static IReadOnlyList<string>? Columns(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        try
        {
            using var json = JsonDocument.Parse(text);
            string[] names = [.. json.RootElement.EnumerateArray().Select(name => name.GetString()!)];
            if (names.Length is > 0 and <= MostColumns && names.All(name => !string.IsNullOrEmpty(name)))
                return names;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Said below, for all that it may be instead.
        }

        throw Arguments.Usage($"--join-on is '{text}'; expected 1 to {MostColumns} names as JSON, such as [\"date\",\"origin\"]");
    }

    private static Uri Address(string text, string option) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var uri)
            ? uri
            : throw Arguments.Usage($"--{option} is '{text}'; expected an address such as http://127.0.0.1:8080");
}
