using System.Text;
using k8s;
using k8s.Models;
using Landfall.Domain.Storage;

namespace Landfall.Kubernetes.Jobs;

/// <summary>The end of a container's log, without the secrets its program was given.</summary>
internal sealed class JobLogs(ClusterClient cluster)
{
    private const int Lines = 40;
    private const int LongestRead = 256 * 1024;
    private const int LongestKept = 2 * 1024;

    /// <summary>For a message: never fails, because the cause is known without it.</summary>
    public async Task<string> Explain(V1Job job, V1Pod pod, JobFinding finding, CancellationToken cancel)
    {
        if (finding.LogOf is null)
            return "";

        try
        {
            var redaction = await RedactionFor(job, cancel);
            var own = finding.Text is { } words ? WholeLines(words) : await Read(pod, finding.LogOf, cancel);

            // The end is what is kept, so the program behind speaks first.
            var behind = finding.AlsoLogOf is { } other ? await LastOf(pod, other, cancel) + "\n" : "";
            return Tail(redaction.Apply(behind + own).Trim());
        }
        catch (Exception failure) when (failure is TerminalFailure or ClusterUnavailableException)
        {
            return $"(its log is not shown: {failure.Message})";
        }
    }

    /// <returns>The end of the log; empty while there is none.</returns>
    public async Task<string> Current(V1Job job, V1Pod pod, string container, CancellationToken cancel)
    {
        try
        {
            return (await RedactionFor(job, cancel)).Apply(await Read(pod, container, cancel));
        }
        catch (Exception failure) when (failure is TerminalFailure or ClusterUnavailableException)
        {
            return "";      // a log that cannot be read yet hides progress, nothing else
        }
    }

    /// <summary>A program that was just started again has said nothing yet: what it died of is in its last words.</summary>
    private async Task<string> LastOf(V1Pod pod, string container, CancellationToken cancel)
    {
        var log = await Read(pod, container, cancel);
        if (!string.IsNullOrWhiteSpace(log))
            return log;

        var status = JobReading.Containers(pod).Find(status => status.Name == container);
        string?[] words = [status?.State?.Terminated?.Message, status?.LastState?.Terminated?.Message];
        return WholeLines(words.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "");
    }

    private Task<string> Read(V1Pod pod, string container, CancellationToken cancel) => cluster.Call(
        $"read the log of {pod.Metadata.Name}/{container}",
        async (api, stop) =>
        {
            await using var log = await api.CoreV1.ReadNamespacedPodLogAsync(
                pod.Metadata.Name, pod.Metadata.NamespaceProperty, container, tailLines: Lines, limitBytes: LongestRead,
                cancellationToken: stop);
            if (log is null)
                return "";      // the pod has no node yet
            using var reader = new StreamReader(log, Encoding.UTF8);
            return await reader.ReadToEndAsync(stop);
        },
        cancel);

    /// <summary>The values of the Secrets the pod's own definition names.</summary>
    private async Task<Redaction> RedactionFor(V1Job job, CancellationToken cancel)
    {
        var pod = job.Spec.Template.Spec;
        var references = (pod.InitContainers ?? []).Concat(pod.Containers)
            .SelectMany(container => container.Env ?? [])
            .Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>()
            .Where(reference => reference.Name != JobNames.Links(job.Metadata.Name)).ToList();

        var values = new List<string>();
        foreach (var named in references.GroupBy(reference => reference.Name))
        {
            var secret = await cluster.Find(
                $"read Secret {named.Key}",
                (api, stop) => api.CoreV1.ReadNamespacedSecretAsync(
                    named.Key, job.Metadata.NamespaceProperty, cancellationToken: stop),
                cancel);
            foreach (var reference in named)
                if (secret?.Data?.TryGetValue(reference.Key, out var value) == true)
                    values.Add(Encoding.UTF8.GetString(value));
        }

        return new(values);
    }

    /// <summary>A kubelet keeps the last 2 KiB: the first line may begin inside a secret, unrecognisable.</summary>
    private static string WholeLines(string words)
    {
        var line = words.IndexOf('\n', StringComparison.Ordinal);
        return Encoding.UTF8.GetByteCount(words) < LongestKept - 8 || line < 0 ? words : words[(line + 1)..];
    }

    private static string Tail(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= LongestKept)
            return text;

        // Whole characters and whole lines only, except where one line is longer than all that is kept.
        var kept = Encoding.UTF8.GetString(bytes.AsSpan(bytes.Length - LongestKept)).TrimStart('\uFFFD');
        var line = kept.IndexOf('\n', StringComparison.Ordinal);
        return "…" + (line >= 0 && line < kept.Length - 1 ? kept[(line + 1)..] : kept);
    }
}
