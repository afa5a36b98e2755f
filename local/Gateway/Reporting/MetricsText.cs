using System.Text;

namespace Landfall.Local.Gateway;

/// <summary>The counters in the text format of Prometheus.</summary>
internal static class MetricsText
{
    public static string Of(TrafficCounters counters)
    {
        var all = counters.All();
        var text = new StringBuilder();
        Family(text, "requests_total", "Requests by the class of their answer.");
        foreach (var (key, counter) in all)
        {
            for (var hundreds = 1; hundreds <= 5; hundreds++)
                Line(text, "requests_total", key, "code", $"{hundreds}xx", counter.Of(hundreds));
        }

        Family(text, "failures_total", "Requests that failed on their way, by how.");
        foreach (var (key, counter) in all)
        {
            foreach (var failure in Enum.GetValues<Failure>())
                Line(text, "failures_total", key, "kind", Snake(failure.ToString()), counter.Of(failure));
        }

        Family(text, "mirror_total", "Mirrored copies, by what became of them.");
        foreach (var (key, counter) in all)
        {
            foreach (var result in Enum.GetValues<MirrorResult>())
                Line(text, "mirror_total", key, "result", Snake(result.ToString()), counter.Of(result));
        }

        Family(text, "stratum_failed_total", "Requests and copies that failed for whoever sent them, by stratum.");
        foreach (var (key, count) in counters.Failures.All())
        {
            text.Append($"landfall_gateway_stratum_failed_total{{route=\"{key.Route}\",backend=\"{key.Backend}\",")
                .Append($"stratum=\"{Escape(key.Stratum)}\",mirror=\"{(key.IsMirror ? "true" : "false")}\"}} {count}\n");
        }

        return text.ToString();
    }

    /// <summary>A stratum is what a route's document says: any text.</summary>
    private static string Escape(string label) => label
        .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private static void Family(StringBuilder text, string name, string help) => text
        .Append("# HELP landfall_gateway_").Append(name).Append(' ').Append(help).Append('\n')
        .Append("# TYPE landfall_gateway_").Append(name).Append(" counter\n");

    private static void Line(
        StringBuilder text, string name, CounterKey key, string label, string value, long count) =>
        text.Append($"landfall_gateway_{name}{{route=\"{key.Route}\",backend=\"{key.Backend}\",")
            .Append($"{label}=\"{value}\"}} {count}\n");

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}")).ToLowerInvariant();
}
