using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>One probe of one run: when it is due, and whether enough answers of one kind came in a row.</summary>
internal sealed class ProbeState(JsonObject probe, DateTimeOffset start)
{
    private DateTimeOffset _next = start.AddSeconds(probe.Number("initialDelaySeconds") ?? 0);
    private int _good;
    private int _bad;

    public JsonObject Probe => probe;

    public bool Succeeded => _good >= (probe.Number("successThreshold") ?? 1);

    public bool Failed => _bad >= (probe.Number("failureThreshold") ?? 3);

    public bool IsDue(DateTimeOffset now) => now >= _next;

    public void Count(bool good, DateTimeOffset now)
    {
        _next = now.AddSeconds(probe.Number("periodSeconds") ?? 10);
        _good = good ? _good + 1 : 0;
        _bad = good ? 0 : _bad + 1;
    }
}
