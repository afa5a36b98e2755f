using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>The free host port that stands for each declared container port: annotation <c>8000=41234,8080=41235</c>.</summary>
internal static class HostPorts
{
    public const string Annotation = "landfall.dev/host-ports";

    public static Dictionary<int, int> Read(JsonNode pod)
    {
        Dictionary<int, int> ports = [];
        foreach (var pair in (pod.Text("metadata", "annotations", Annotation) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is [var container, var host])
                ports[int.Parse(container)] = int.Parse(host);
        }
        return ports;
    }

    public static string Write(IReadOnlyDictionary<int, int> ports) =>
        string.Join(',', ports.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>As many free ports as the pod declares.</summary>
    public static Dictionary<int, int> Allocate(JsonNode pod)
    {
        var declared = pod.Items("spec", "initContainers").Concat(pod.Items("spec", "containers"))
            .SelectMany(container => container.Items("ports")).Select(port => port.Number("containerPort") ?? 0)
            .Where(port => port > 0).Distinct();
        return declared.ToDictionary(port => port, _ => Shared.FreePort.Take());
    }

    /// <summary>A port given as number or as the name of a container's port, on the host.</summary>
    public static int? Resolve(JsonNode pod, JsonNode? port)
    {
        var number = port.Text() is { } name && !int.TryParse(name, out _)
            ? pod.Items("spec", "initContainers").Concat(pod.Items("spec", "containers"))
                .SelectMany(container => container.Items("ports")).FirstOrDefault(p => p.Text("name") == name).Number("containerPort")
            : port.Number() ?? (int.TryParse(port.Text(), out var parsed) ? parsed : null);
        return number is { } container && Read(pod).TryGetValue(container, out var host) ? host : null;
    }
}
