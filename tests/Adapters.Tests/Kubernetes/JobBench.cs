using System.Text;
using System.Text.Json;
using k8s;
using k8s.Models;
using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Kubernetes;
using Landfall.Kubernetes.Jobs;
using Landfall.Local.Cluster;
using Landfall.Local.Cluster.Images;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Kubernetes;

/// <summary>A runner before a local cluster whose images are shell scripts.</summary>
internal sealed class JobBench : IAsyncDisposable
{
    private readonly string folder;
    private readonly LocalCluster cluster;

    private JobBench(string folder, LocalCluster cluster)
    {
        (this.folder, this.cluster) = (folder, cluster);
        Api = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = cluster.Url, AccessToken = cluster.Token });
        Client = new ClusterClient(Api, "landfall-test");
        Runner = new JobRunner(Client, Blobs, Links, Time);
    }

    public k8s.Kubernetes Api { get; }

    public ClusterClient Client { get; }

    public JobRunner Runner { get; }

    /// <summary>What the runner takes the time to be; the cluster keeps its own.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public MemoryBlobStore Blobs { get; } = new();

    public FixedLinks Links { get; } = new();

    public static async Task<JobBench> Start()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-jobs").FullName;
        var cluster = await LocalCluster.StartAsync(new ClusterOptions
        {
            StateFolder = folder,
            RestartDelay = TimeSpan.FromMilliseconds(200),
            Images = new Dictionary<string, ImageEntry>
            {
                ["sh"] = new("sh", ["/bin/sh", "-c"], [], new Dictionary<string, string>(), null),
            },
        });
        return new(folder, cluster);
    }

    /// <summary>A pod as the Train app makes it, with scripts for programs.</summary>
    public static JobDesign Design(
        string trainer, string push = "true", string fetch = "true", string image = "sh",
        IReadOnlyList<V1EnvVar>? env = null)
    {
        var work = PodParts.Mount("work", PodParts.Root);
        var user = PodParts.Container(
            JobContainers.Trainer, image, new Dictionary<string, string>(), env ?? [],
            PodResources.Of(new("100m", "64Mi")), work);
        user.Args = [trainer];

        return new(
            "default",
            new V1PodSpec
            {
                TerminationGracePeriodSeconds = 1,
                Volumes = [PodParts.Folder("work"), PodParts.ScratchFolder()],
                InitContainers =
                [
                    PodParts.Agent(
                        JobContainers.Fetch, "sh", [fetch],
                        [PodParts.EnvFromSecret("LANDFALL_SOURCE", "flights-0123456789ab-t1-links", "source")], work),
                    user,
                ],
                Containers = [PodParts.Agent(JobContainers.Push, "sh", [push], [], work)],
            },
            [new("source", Containers.Training, ContainerAccess.Read)]);
    }

    /// <summary>What the agent would have pushed.</summary>
    public Task Push(JobAttempt attempt, FileManifest manifest)
    {
        var prefix = Paths.OutputPrefix(attempt.Request.Run.Id, attempt.Request.Role, attempt.Number);
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest);
        return Blobs.Create(
            new(Containers.Outputs, $"{prefix}/manifest.json"), json, "application/json", CancellationToken.None);
    }

    public static FileManifest OneFile { get; } =
        new([new("model.bin", 3, ContentDigest.HexOf(Encoding.UTF8.GetBytes("abc")))]);

    public Task<JobReport> ReadUntil(JobLook look, Func<JobReport, bool> wanted) =>
        Eventually.Read(() => Runner.Read(look, CancellationToken.None), wanted);

    public Task<JobReport> ReadToEnd(JobLook look) =>
        ReadUntil(look, report => report.State is not (JobState.Pending or JobState.Running));

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Settle();
        await cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Waits until the pods of removed Jobs are gone with their folders, which would vanish under the clean-up.</summary>
    private void Settle()
    {
        var pods = Path.Combine(folder, "pods");
        SpinWait.SpinUntil(
            () => cluster.List("Pod").Count is var count && count <= cluster.List("Job").Count
                && (!Directory.Exists(pods) || Directory.EnumerateDirectories(pods).Count() <= count),
            TimeSpan.FromSeconds(60));
    }
}
