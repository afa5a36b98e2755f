using k8s;
using k8s.Models;

namespace Landfall.Harness;

/// <summary>What an operator sees of the cluster, through its API and the written kubeconfig.</summary>
public sealed class ClusterView : IDisposable
{
    private readonly k8s.Kubernetes client;

    internal ClusterView(string kubeconfig) =>
        client = new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));

    public k8s.Kubernetes Client => client;

    /// <summary>
    /// Every Job of a run that ever was, by name and with its uid. A finished Job is removed; the events about it stay.
    /// </summary>
    public async Task<IReadOnlyList<(string Name, string Uid)>> JobsEver(string run)
    {
        var events = await client.CoreV1.ListEventForAllNamespacesAsync();
        return [.. events.Items.Select(e => e.InvolvedObject)
            .Where(about => about.Kind == V1Job.KubeKind && about.Name.StartsWith(run, StringComparison.Ordinal))
            .Select(about => (about.Name, about.Uid)).Distinct().Order()];
    }

    public async Task<IReadOnlyList<V1Pod>> Pods(string pipeline)
    {
        var pods = await client.CoreV1.ListPodForAllNamespacesAsync();
        return [.. pods.Items.Where(pod => pod.Metadata.Name.StartsWith(pipeline, StringComparison.Ordinal))];
    }

    public async Task<IReadOnlyList<V1Job>> Jobs(string pipeline)
    {
        var jobs = await client.BatchV1.ListJobForAllNamespacesAsync();
        return [.. jobs.Items.Where(job => job.Metadata.Name.StartsWith(pipeline, StringComparison.Ordinal))];
    }

    public void Dispose() => client.Dispose();
}
