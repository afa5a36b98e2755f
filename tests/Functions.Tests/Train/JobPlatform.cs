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

namespace Landfall.Functions.Tests.Train;

/// <summary>A local cluster with the real agent, storage it can reach, and images that are programs of the test.</summary>
internal sealed class JobPlatform : IAsyncDisposable
{
    private readonly string folder;
    private readonly LocalCluster cluster;
    private readonly BlobServer server;
    private readonly k8s.Kubernetes api;

    private JobPlatform(string folder, LocalCluster cluster, MemoryBlobStore blobs, BlobServer server)
    {
        (this.folder, this.cluster, Blobs, this.server) = (folder, cluster, blobs, server);
        api = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = cluster.Url, AccessToken = cluster.Token });
        Client = new(api, "landfall-test");
        Runner = new JobRunner(Client, blobs, server, TimeProvider.System);
    }

    public MemoryBlobStore Blobs { get; }

    public ClusterClient Client { get; }

    public JobRunner Runner { get; }

    /// <param name="images">Image name to command line.</param>
    public static async Task<JobPlatform> Start(params (string Name, string[] Command)[] images)
    {
        var folder = Directory.CreateTempSubdirectory("landfall-train").FullName;
        var programs = images.Append(("agent", [AgentProgram()]))
            .ToDictionary(i => i.Item1, i => new ImageEntry(i.Item1, i.Item2, [], new Dictionary<string, string>(), null));
        var cluster = await LocalCluster.StartAsync(new ClusterOptions { StateFolder = folder, Images = programs });
        var blobs = new MemoryBlobStore();
        var platform = new JobPlatform(folder, cluster, blobs, await BlobServer.Start(blobs));
        string[] spaces = ["landfall-train", "landfall-evaluate", "landfall-experiments-train", "landfall-experiments-evaluate"];
        foreach (var space in spaces)
            await platform.api.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = space } });
        return platform;
    }

    /// <summary>Files with their manifest, as an earlier step leaves them.</summary>
    /// <returns>The manifest's blob and its digest.</returns>
    public async Task<(string Manifest, string Digest)> Lay(
        string container, string prefix, params (string Name, string Content)[] files)
    {
        foreach (var (name, content) in files)
            await Create(new(container, $"{prefix}/files/{name}"), Encoding.UTF8.GetBytes(content));

        var manifest = new FileManifest([.. files.Select(file => Entry(file.Name, Encoding.UTF8.GetBytes(file.Content)))]);
        var path = $"{prefix}/manifest.json";
        await Create(
            new(container, path), JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest));
        return (path, manifest.Digest);
    }

    public async Task<string> Text(string container, string name) =>
        Encoding.UTF8.GetString((await Blobs.Read(new(container, name), CancellationToken.None))!.Content.Span);

    public Task<JobReport> ReadToEnd(JobLook look) => Eventually.Read(
        () => Runner.Read(look, CancellationToken.None),
        report => report.State is not (JobState.Pending or JobState.Running));

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        Settle();
        await cluster.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static FileEntry Entry(string name, byte[] content) => new(name, content.Length, ContentDigest.HexOf(content));

    private Task Create(BlobPath path, byte[] content) =>
        Blobs.Create(path, content, "application/octet-stream", CancellationToken.None);

    private static string AgentProgram()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Agent", configuration, "Landfall.Agent"));
        return File.Exists(program) ? program : throw new FileNotFoundException("build the agent first", program);
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
