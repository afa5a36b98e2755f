using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>Fields of a pod that containers may ask for.</summary>
internal static class FieldReader
{
    /// <exception cref="MountException">The field is not one that the downward API offers.</exception>
    public static string Read(JsonObject pod, string path)
    {
        var open = path.IndexOf("['", StringComparison.Ordinal);
        if (open > 0)
            return pod.Text([.. path[..open].Split('.'), path[(open + 2)..^2]]) ?? "";
        return path switch
        {
            "metadata.labels" or "metadata.annotations" => string.Join('\n',
                pod.Map("metadata", path[9..]).Select(p => $"{p.Key}=\"{p.Value}\"")),
            "metadata.name" or "metadata.namespace" or "metadata.uid" or "spec.nodeName" or "spec.serviceAccountName"
                => ((JsonNode)pod).Text(path.Split('.')) ?? "",
            "status.podIP" or "status.hostIP" or "status.podIPs" or "status.hostIPs" => "127.0.0.1",
            _ => throw new MountException($"field '{path}' is not one a container can ask for"),
        };
    }
}
