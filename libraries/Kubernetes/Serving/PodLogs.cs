using System.Text;
using k8s;
using k8s.Models;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Kubernetes.Serving;

/// <summary>The last words of a container, without what looks like a secret.</summary>
internal sealed class PodLogs(ClusterClient cluster)
{
    private const int Lines = 20;
    private const int LongestRead = 32 * 1024;
    private const int LongestKept = 1500;

    /// <param name="previous">The run before the present one: a container that ends is started again at once, with an empty log.</param>
    public async Task<string> Tail(V1Pod pod, string container, bool previous, CancellationToken cancel)
    {
        var text = await cluster.Call(
            $"read the log of {pod.Metadata.Name}/{container}",
            async (api, stop) =>
            {
                await using var log = await api.CoreV1.ReadNamespacedPodLogAsync(
                    pod.Metadata.Name, pod.Metadata.NamespaceProperty, container, previous: previous,
                    tailLines: Lines, limitBytes: LongestRead, cancellationToken: stop);
                if (log is null)
                    return "";
                using var reader = new StreamReader(log, Encoding.UTF8);
                return await reader.ReadToEndAsync(stop);
            },
            cancel);

        var clean = new Redaction([]).Apply(text).Trim();
        return clean.Length <= LongestKept ? clean : "…" + clean[^LongestKept..];
    }
}
