using Landfall.Domain.Storage;
using Landfall.Local.Cluster;
using Landfall.Local.Engine;
using Landfall.Local.Events;
using Landfall.Local.Gateway;
using Landfall.Local.Host;
using Landfall.Local.Shared;
using Landfall.Signing;
using Landfall.Storage;
using LibGit2Sharp;

namespace Landfall.Local.Platform;

/// <summary>
/// The whole platform on one machine: the same programs as in the cloud, between stand-ins for the services around them.
/// Started in the order in which one needs the other, ended in the opposite one.
/// </summary>
internal sealed class LocalPlatform : IAsyncDisposable
{
    private const int HandshakesAtMost = 20;
    private static readonly TimeSpan BetweenHandshakes = TimeSpan.FromSeconds(3);

    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly LocalLog log;

    private LocalPlatform(LocalOptions options, LocalLog log) => (Options, this.log) = (options, log);

    public LocalOptions Options { get; }

    public LocalStorage Storage { get; private set; } = null!;

    public LocalCluster Cluster { get; private set; } = null!;

    public TrafficGateway Gateway { get; private set; } = null!;

    public FunctionsHost Functions { get; private set; } = null!;

    public TaskHub Hub { get; private set; } = null!;

    public EventGrid Events { get; private set; } = null!;

    public AddressBook Addresses { get; private set; } = null!;

    public static async Task<LocalPlatform> Start(LocalOptions options, CancellationToken cancel)
    {
        Directory.CreateDirectory(options.StateFolder);
        var platform = new LocalPlatform(options, new LocalLog(options.LogFile));
        try
        {
            await platform.StartParts(Installation.OfThisProgram, cancel);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
            await part.DisposeAsync();
        await log.DisposeAsync();
    }

    private async Task StartParts(Installation installation, CancellationToken cancel)
    {
        var ports = PortPlan.Of(Options, [.. AppCatalog.Names, "Gateway", "Cluster", "Images", "ClusterTls"]);

        Options.Progress("storage");
        Events = Own(await EventGrid.StartAsync(new(Options.In("events")), cancel));
        Storage = Own(await LocalStorage.StartAsync(
            new(Options.In("storage"), Path.Combine(installation.Cache, "azurite"))
            {
                Progress = new Progress<string>(Options.Progress),
            },
            Events, cancel));
        await CreateContainers(cancel);

        Options.Progress("cluster");
        Cluster = Own(await LocalCluster.StartAsync(
            new()
            {
                StateFolder = Options.In("cluster"),
                Port = ports["Cluster"],
                SecurePort = ports["ClusterTls"],
                ImagesFile = Options.ImagesFile,
                Images = SampleImages.Of(installation),
                RestartDelay = TimeSpan.FromSeconds(2),
                Log = line => log.Write("cluster", line),
            },
            cancel));
        await Namespaces.Create(
            Cluster,
            [
                "landfall-train", "landfall-evaluate", "landfall-serve", "landfall-gateway", "landfall-experiments-train",
                "landfall-experiments-evaluate",
            ],
            cancel);
        var kubeconfig = Options.In("kubeconfig");
        Cluster.WriteKubeconfig(kubeconfig);
        var images = Own(await ImageRegistry.Start(Cluster, ports["Images"], cancel));
        Gateway = Own(await TrafficGateway.StartAsync(new ClusterRoutes(Cluster), new() { Port = ports["Gateway"] }, cancel));
        await AnnounceGateway(cancel);

        Options.Progress("apps");
        var publicUrl = $"http://127.0.0.1:{ports["Approve"]}";
        var around = new AppSurroundings(
            Options, Storage.ConnectionString, kubeconfig, images.Address.ToString().TrimEnd('/'), TrustedKeys(), GitRemote(),
            Gateway.Address.ToString(), publicUrl);
        await BaseDocuments.Apply(
            new BlobDocumentStore(new AzureBlobStore(StorageAccess.Open(Storage.ConnectionString))), installation, publicUrl,
            around.GitRemote, TimeProvider.System, cancel);

        Hub = Own(TaskHub.Open(new()
        {
            File = Options.In("hub", "hub.db"),
            Name = "landfall",
            Clock = Options.HubClock,
            Log = line => log.Write("hub", line),
        }));
        Functions = Own(await FunctionsHost.StartAsync(
            new()
            {
                Apps = Options.SingleApp is { } single
                    ? [AppCatalog.Single(single, ports, around)]
                    : [.. AppCatalog.Names.Select(name => AppCatalog.Of(name, installation, ports, around))],
                StateFolder = Options.In("host"),
                TaskHub = Hub,
                Wires = Options.Wires,
                Log = line => log.Write(line.App, line.Text),
            },
            cancel));
        await Functions.ReadyAsync(cancel);

        await Subscribe(cancel);
        Addresses = AddressBook.Of(this, kubeconfig);
        Addresses.Write(Options);
    }

    /// <summary>As a controller on a real cluster does: `landfall doctor gateway` asks what stands there.</summary>
    private async Task AnnounceGateway(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = new($"{Cluster.Url.TrimEnd('/')}/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Cluster.Token);
        await GatewaySelf.Announce(http, "landfall-gateway", "landfall", Gateway.Address.Port, TimeProvider.System, cancel);
    }

    /// <summary>In Azure the containers are made by infra/, here by the start.</summary>
    private async Task CreateContainers(CancellationToken cancel)
    {
        var account = StorageAccess.Open(Storage.ConnectionString);
        foreach (var container in Containers.All)
            await account.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancel);
    }

    /// <summary>Landfall's own blobs raise no run: its containers are left out at the subscription.</summary>
    private async Task Subscribe(CancellationToken cancel)
    {
        var subscription = new EventSubscription("ingest", App("Ingest").EventGridWebhook("OnBlobCreated"))
        {
            IncludedEventTypes = ["Microsoft.Storage.BlobCreated"],
            SubjectBeginsWith = "/blobServices/default/containers/",
            SubjectNotBeginsWith = [$"/blobServices/default/containers/{Containers.Prefix}"],
            DeadLetterFolder = Options.In("dead-letters"),
        };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Events.SubscribeAsync(subscription, cancel);
                return;
            }
            catch (SubscriptionRefusedException refused) when (attempt < HandshakesAtMost)
            {
                // Ten programs start at once: on a busy machine the app may be slow to answer, or be started again just now.
                log.Write("events", refused.Message);
                await Task.Delay(BetweenHandshakes, cancel);
            }
        }
    }

    /// <summary>The public half of the signing key, for those who verify.</summary>
    private string TrustedKeys()
    {
        var signer = new LocalKeyStore(Options.In("keys")).Signer("versions");
        var file = Options.In("trusted-keys.pem");
        WholeFile.Write(file, signer.PublicKeyPem);
        return file;
    }

    private string GitRemote()
    {
        var remote = Options.In("git", "models.git");
        if (!Repository.IsValid(remote))
            Repository.Init(remote, isBare: true);
        // The branch of the Environment document: a clone without it checks nothing out, and a log of the remote says nothing.
        using var repository = new Repository(remote);
        repository.Refs.UpdateTarget("HEAD", "refs/heads/main");
        return remote;
    }

    /// <summary>The running app, or the one in which it is a part.</summary>
    public RunningApp App(string name) => Functions.Apps[Options.SingleApp is null ? name : AppCatalog.SingleName];

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        parts.Push(part);
        return part;
    }
}
