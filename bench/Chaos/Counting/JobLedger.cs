using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Landfall.Bench.Chaos.Driving;
using Landfall.Harness;

namespace Landfall.Bench.Chaos.Counting;

/// <summary>
/// Every Job that ever was. A finished one is removed and the events about it are forgotten in time, so both are read
/// again and again.
/// </summary>
internal sealed class JobLedger(LandfallPlatform platform)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(string Name, string Uid), byte> jobs = new();

    public IReadOnlyList<(string Name, string Uid)> Of(string run) =>
        [.. jobs.Keys.Where(job => job.Name.StartsWith($"{run}-", StringComparison.Ordinal)).Order()];

    public async Task Keep(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Patiently.Try(Read, stop);
            await Task.WhenAny(Task.Delay(Between, stop));
        }
    }

    public async Task Read()
    {
        var events = await platform.Cluster.Client.CoreV1.ListEventForAllNamespacesAsync();
        foreach (var about in events.Items.Select(one => one.InvolvedObject).Where(about => about.Kind == V1Job.KubeKind))
            jobs.TryAdd((about.Name, about.Uid), 0);
        foreach (var job in await platform.Cluster.Jobs(""))
            jobs.TryAdd((job.Metadata.Name, job.Metadata.Uid), 0);
    }
}
