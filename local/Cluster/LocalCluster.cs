using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Controllers;
using Landfall.Local.Cluster.Images;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Kubelet;
using Landfall.Local.Cluster.Store;
using Landfall.Local.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Landfall.Local.Cluster;

/// <summary>
/// A Kubernetes API server with the controllers and the kubelet that training and serving need, in this process; its
/// pods are processes of this machine.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private readonly ObjectStore _store;
    private readonly ImageCatalog _images;
    private readonly Endpoints _endpoints;
    private readonly ServiceDoors _doors;
    private readonly PodKubelet _kubelet;
    private readonly List<Reconciler> _controllers;
    private readonly PodProxyHandler _proxy;
    private readonly X509Certificate2 _certificate;
    private readonly IHost _host;
    private bool _disposed;

    private LocalCluster(ClusterOptions options, string token)
    {
        var folder = Path.GetFullPath(options.StateFolder);
        var pods = Path.Combine(folder, "pods");
        _store = new ObjectStore(Path.Combine(folder, "cluster.db"));
        _images = new ImageCatalog(options.ImagesFile, options.Images);
        _endpoints = new Endpoints(_store);
        _doors = new ServiceDoors(_endpoints, _store, folder, options.Log);
        ObjectWriter writer = new(_store, options.Time);
        ObjectDeleter deleter = new(_store, options.Time);
        ControllerContext context = new(
            _store, writer, deleter, new EventRecorder(writer, options.Log), options.Time, options.Log);
        _controllers =
        [
            new NamespaceController(context), new GarbageCollector(context), new JobController(context),
            new ReplicaSetController(context), new DeploymentController(context),
            new AutoscalerController(context),
        ];
        var launcher = Path.Combine(folder, "launch.sh");
        WriteLauncher(launcher);
        _kubelet = new PodKubelet(new KubeletContext(context, _images, pods, launcher, options.RestartDelay, _doors));
        _proxy = new PodProxyHandler(_store, _endpoints);
        ApiRouter router = new(new Gatekeeper(token), new ReadHandler(_store, options.Time), new WatchHandler(_store, options.Time),
            new WriteHandler(writer, options.Time), new DeleteHandler(deleter, _store), new ScaleHandler(writer, _store),
            new PodLogHandler(_store, options.Time, pods), _proxy, options.Log);
        _certificate = ServerCertificate.Open(folder, options.Time.GetUtcNow());
        _host = Listen(options, _certificate, router);
        Token = token;
        _store.Committed += Tell;
        foreach (var ns in (string[])["default", "kube-system"])
        {
            if (_store.Get(KindTable.Namespace, "", ns) is null)
                writer.Create(KindTable.Namespace, "", new() { ["metadata"] = new JsonObject { ["name"] = ns } }, WriteContext.Internal);
        }
    }

    /// <summary>The plain address of the API, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The address over TLS, which kubectl needs: it sends no token over plain HTTP.</summary>
    public string SecureUrl { get; private set; } = "";

    /// <summary>The bearer token every request needs.</summary>
    public string Token { get; }

    /// <summary>After each change of any object, on the writer's thread: must return at once.</summary>
    public event Action<ClusterChange>? Changed;

    /// <summary>Opens the state folder, takes up pods of a former life that still run, and listens.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalCluster> StartAsync(ClusterOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Pods of the local cluster need Linux or macOS; on Windows use WSL or a real cluster.");
        Directory.CreateDirectory(options.StateFolder);
        LocalCluster cluster = new(options, options.Token ?? KeptToken(options.StateFolder));
        await cluster._host.StartAsync(cancellation);
        var addresses = cluster._host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        cluster.Url = addresses.First(address => address.StartsWith("http:", StringComparison.Ordinal));
        cluster.SecureUrl = addresses.First(address => address.StartsWith("https:", StringComparison.Ordinal));
        cluster._kubelet.Start();
        cluster._controllers.ForEach(controller => controller.Start());
        return cluster;
    }

    /// <summary>Writes a kubeconfig with this cluster as its only context, readable by its owner alone.</summary>
    public void WriteKubeconfig(string path) => Kubeconfig.Write(path, SecureUrl, Token, _certificate);

    /// <summary>Ready endpoints behind a port of a Service; empty when there are none.</summary>
    public IReadOnlyList<IPEndPoint> ResolveService(string ns, string name, int port) => _endpoints.Resolve(ns, name, port);

    /// <summary>The reference as <c>name@sha256:...</c> with the digest of the image's present files.</summary>
    /// <exception cref="ImageException">Unknown image, or another digest than asked for.</exception>
    public string ResolveImage(string reference)
    {
        var (entry, digest) = _images.Resolve(reference);
        return $"{entry.Name}@{digest}";
    }

    /// <summary>An object by kind (<c>HTTPRoute</c>), or null; a copy.</summary>
    public JsonNode? Get(string kind, string ns, string name) => _store.Get(Known(kind), ns, name);

    /// <summary>All objects of a kind, in one namespace or (null) in all; copies.</summary>
    public IReadOnlyList<JsonNode> List(string kind, string? ns = null) => _store.List(Known(kind), ns).Items;

    /// <summary>Stops listening, ends every pod's processes, keeps the state.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await StopAsync(kill: true);
    }

    /// <summary>Leaves the pods' processes running, as a crash would; the next start takes them up.</summary>
    internal async Task AbandonAsync()
    {
        _disposed = true;
        await StopAsync(kill: false);
    }

    private async Task StopAsync(bool kill)
    {
        foreach (var controller in _controllers)
            await controller.DisposeAsync();
        await _kubelet.StopAsync(kill);
        await _doors.DisposeAsync();
        using (CancellationTokenSource soon = new(TimeSpan.FromSeconds(2)))
            await _host.StopAsync(soon.Token);
        _host.Dispose();
        _certificate.Dispose();
        _proxy.Dispose();
        _store.Committed -= Tell;
        _store.Dispose();
    }

    private void Tell(StoreEvent change) =>
        Changed?.Invoke(new ClusterChange(change.Key.Kind.Name, change.Key.Namespace, change.Key.Name));

    private static ApiKind Known(string kind) => KindTable.ByName(kind)
        ?? throw new ArgumentException($"'{kind}' is not a kind of the local cluster: write it like HTTPRoute or Pod", nameof(kind));

    private static IHost Listen(ClusterOptions options, X509Certificate2 certificate, ApiRouter router)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Listen(IPAddress.Loopback, options.SecurePort, listen => listen.UseHttps(certificate));
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        app.Run(router.RunAsync);
        return app;
    }

    private static string KeptToken(string folder)
    {
        var path = Path.Combine(folder, "token");
        if (!File.Exists(path))
            WholeFile.Write(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        return File.ReadAllText(path);
    }

    private static void WriteLauncher(string path)
    {
        using var stream = typeof(LocalCluster).Assembly.GetManifestResourceStream("launch.sh")!;
        using var file = File.Create(path);
        stream.CopyTo(file);
    }
}
