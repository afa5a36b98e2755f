using System.Globalization;
using System.Text;
using Landfall.Contracts.Agent;

namespace Landfall.Agent.Serving;

/// <summary>The same counts in Prometheus' text format.</summary>
internal static class Prometheus
{
    public static string Text(AgentMetrics metrics)
    {
        var text = new StringBuilder();
        Family(text, metrics, "landfall_agent_requests_total", "counter", "Requests answered.", row => row.Requests);
        Family(text, metrics, "landfall_agent_clusters_total", "counter", "Clients seen, once per second.", row => row.Clusters);
        foreach (var measure in new[] { AgentMeasures.Failed, AgentMeasures.Slow })
        {
            Family(
                text, metrics, $"landfall_agent_{measure}_clusters_total", "counter", $"Clusters with a {measure} request.",
                row => row.Measures[measure].Bad);
        }

        Family(
            text, metrics, "landfall_agent_fallback_requests_total", "counter", "Failed requests that another version answered.",
            row => row.StoodIn);
        Family(text, metrics, "landfall_agent_duration_p95_milliseconds", "gauge", "95 % took at most this.", row => row.DurationMs.P95);
        return text.ToString();
    }

    private static void Family(
        StringBuilder text, AgentMetrics metrics, string name, string type, string help, Func<AgentMetricRow, double> value)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var row in metrics.Rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name}{{version=\"{Escape(metrics.Version)}\",stratum=\"{Escape(row.Stratum)}\",mirror=\"{(row.Mirror ? "true" : "false")}\"}} {value(row)}\n");
        }
    }

    private static string Escape(string label) =>
        label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
