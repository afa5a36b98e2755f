using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Models;
using Landfall.Contracts;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Serving;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Rollout;
using Landfall.Functions.Rollout.Activities;
using Landfall.Functions.Rollout.Serving;
using Landfall.Functions.Tests.Train;
using Landfall.Kubernetes;
using Landfall.Kubernetes.ByHand;
using Landfall.Kubernetes.Leases;
using Landfall.Kubernetes.Routes;
using Landfall.Kubernetes.Serving;
using Landfall.Local.Cluster;
using Landfall.Local.Cluster.Images;
using Landfall.Registry;
using Landfall.Signing;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>
/// The app's activities before a local cluster with the real agent. The test is the gateway: it sends requests to a
/// version's Service with the headers that a gateway sets.
/// </summary>
internal sealed class RolloutPlatform : IAsyncDisposable
{
    public const string Space = "landfall-serve";

    private readonly string folder;
    private readonly LocalSigner signer;
    private readonly HttpClient http = new();
    private readonly LocalCluster cluster;
    private readonly BlobServer server;
    private readonly RolloutOptions options;
    private readonly SignedVersions versions;
    private readonly RunOverrides overrides;

    private RolloutPlatform(
        LocalCluster cluster, MemoryBlobStore blobs, BlobServer server, JobDocuments documents, string folder, LocalSigner signer)
    {
        (this.cluster, Blobs, this.server, this.folder, this.signer) = (cluster, blobs, server, folder, signer);
        Api = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = cluster.Url, AccessToken = cluster.Token });
        Run = documents.Attempt().Request.Run;
        options = new() { AgentImage = "agent", TrustedKeysFile = Path.Combine(folder, "keys.pem") };
        Trust(signer);

        var client = new ClusterClient(Api, "landfall-rollout");
        (Places, Routes, Serving) = (new(documents.Pinned, blobs), new(client), new(client));
        (Leases, Halts, Brake) = (new(client, Clock), new(client), new(client));
        overrides = new(new(blobs), Clock, NullLogger<RunOverrides>.Instance);
        Agents = new(client, Serving);
        versions = new(blobs, new FilePublicKeys(options.TrustedKeysFile, "Rollout__TrustedKeysFile"));
        Reset = new(Routes, Places, new(Clock, NullLogger<RecordDebts>.Instance), NullLogger<RouteReset>.Instance);
    }

    public static CancellationToken None => CancellationToken.None;

    public MemoryBlobStore Blobs { get; }

    public k8s.Kubernetes Api { get; }

    public ShiftedClock Clock { get; } = new();

    public Run Run { get; }

    /// <summary>Another run of the same pipeline.</summary>
    public Run Other => Run with { Id = "flights-ba9876543210" };

    public RouteRef Route { get; } = new(Space, "flights");

    public RunPlaces Places { get; }

    public RouteStore Routes { get; }

    public RouteLeases Leases { get; }

    public RouteHalts Halts { get; }

    /// <summary>The hand on the brake.</summary>
    public HaltSwitch Brake { get; }

    public ServingRunner Serving { get; }

    public AgentReader Agents { get; }

    public RouteReset Reset { get; }

    public SignedVersions Versions => versions;

    public AcquireRouteActivity Acquire => new(Places, Routes, Leases, overrides, NullLogger<AcquireRouteActivity>.Instance);

    public ReleaseRouteActivity Release => new(Leases);

    public ApplyTrafficActivity Apply => Applying(Places);

    public AdmitAliasActivity Admit => new(Places, versions, Last(Places), Halts, NullLogger<AdmitAliasActivity>.Instance);

    /// <summary>The same in a process that has read no document yet.</summary>
    public ApplyTrafficActivity ApplyAfterRestart => Applying(new(new(new BlobDocumentStore(Blobs)), Blobs));

    public DeployVersionActivity Deploy =>
        new(Places, versions, new(Blobs), server, Serving, options, NullLogger<DeployVersionActivity>.Instance);

    public ReadServingActivity Read => new(Places, Serving);

    public RetireVersionActivity Retire => new(Places, Routes, Serving, NullLogger<RetireVersionActivity>.Instance);

    /// <summary>What the gateway counted, which here is the test.</summary>
    public FakeGateway Gateway { get; } = new();

    public ObserveStepActivity Observe =>
        new(
            Places, Routes, Leases, Halts, Agents, new NoMetrics(), new NoMetrics(), Gateway, overrides, Clock,
            NullLogger<ObserveStepActivity>.Instance);

    /// <param name="policy">The rules of the delivery policy, as YAML.</param>
    /// <param name="labels">Where labels land, in the document that runs pin.</param>
    /// <param name="signer">Signs versions, and is trusted; a new key where none is given.</param>
    /// <param name="during">The hours in which weights may rise.</param>
    /// <param name="onMissing">What the judge of failures does without data.</param>
    /// <param name="gateway">What the Environment says of its gateway.</param>
    /// <param name="watch">How the champion is watched, in the document that runs pin.</param>
    /// <param name="testers">Whose requests go to the candidate whatever its weight.</param>
    /// <param name="fallback">Whether the champion answers what the candidate fails to.</param>
    public static async Task<RolloutPlatform> Start(
        string policy = "{}", LabelArrival? labels = null, LocalSigner? signer = null, DuringSpec? during = null,
        MissingAction? onMissing = null, GatewaySpec? gateway = null, WatchSpec? watch = null, TesterSpec? testers = null,
        FallbackSpec? fallback = null)
    {
        var folder = Directory.CreateTempSubdirectory("landfall-rollout").FullName;
        var script = Path.Combine(AppContext.BaseDirectory, "Rollout", "rollout_server.py");
        var programs = new Dictionary<string, string[]>
        {
            ["agent"] = [AgentProgram()],
            ["server"] = ["python3", script],
            ["broken"] = ["/bin/sh", "-c", "echo no such model; exit 9"],
            ["sleeper"] = ["/bin/sh", "-c", "exec sleep 600"],
        };
        var cluster = await LocalCluster.StartAsync(new ClusterOptions
        {
            StateFolder = Path.Combine(folder, "cluster"),
            RestartDelay = TimeSpan.FromMilliseconds(50),
            Images = programs.ToDictionary(
                i => i.Key, i => new ImageEntry(i.Key, i.Value, [], new Dictionary<string, string>(), null)),
        });
        var blobs = new MemoryBlobStore();
        var documents = await JobDocuments.Store(
            blobs, serve: serve => serve with { Replicas = 1, Resources = new("100m", "64Mi") }, policy: policy, labels: labels, during: during,
            onMissing: onMissing, gateway: gateway, watch: watch, testers: testers, fallback: fallback);
        var platform = new RolloutPlatform(cluster, blobs, await BlobServer.Start(blobs), documents, folder, signer ?? LocalSigner.Create());
        await platform.Api.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = Space } });
        return platform;
    }

    /// <summary>From now on only these keys count.</summary>
    public void Trust(params LocalSigner[] trusted) =>
        File.WriteAllText(options.TrustedKeysFile, string.Concat(trusted.Select(key => key.PublicKeyPem)));

    /// <summary>Registers and signs a version whose model file holds the text.</summary>
    public async Task<ModelVersionRef> Register(
        string model, string image = "server", string run = "flights-0123456789ab", string? baseline = null,
        IReadOnlyDictionary<string, double>? metrics = null)
    {
        var bytes = Encoding.UTF8.GetBytes(model);
        var prefix = $"{run}-{Guid.NewGuid():N}/train-1";
        var manifest = new FileManifest([new("model.txt", bytes.Length, ContentDigest.HexOf(bytes))]);
        await Blobs.Create(new(Containers.Outputs, $"{prefix}/files/model.txt"), bytes, "text/plain", None);
        await Blobs.Create(
            new(Containers.Outputs, $"{prefix}/manifest.json"),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest), "application/json", None);
        var facts = new ModelVersionPredicate(
            "", 0, run, JobDocuments.Digest, "trainer@sha256:2", "", null, new Dictionary<string, string>(),
            metrics ?? new Dictionary<string, double>(), [], DateTimeOffset.UnixEpoch, baseline);
        return await new BlobModelRegistry(Blobs, new MemoryBlobFiles(Blobs), signer, TimeProvider.System).Publish(
            new("flights", prefix.Split('/')[0], new($"{prefix}/manifest.json", manifest.Digest, 1, bytes.Length), image, facts), None);
    }

    /// <summary>Deploys and waits until it is ready.</summary>
    public async Task<ModelVersionRef> Serve(
        string model, string? baseline = null, IReadOnlyDictionary<string, double>? metrics = null)
    {
        var version = await Register(model, baseline: baseline, metrics: metrics);
        await Deploy.Run(new(Run, version), None);
        var state = await ReadUntil(version, state => state.Ready || state.Problem is not null);
        Assert.True(state.Ready, state.Problem);
        return version;
    }

    public Task<ServingState> ReadUntil(ModelVersionRef version, Func<ServingState, bool> wanted) =>
        Eventually.Read(() => Read.Run(new(Run, version), None), wanted);

    /// <summary>Sends requests as a gateway does, each from another client.</summary>
    /// <returns>What was answered in other cases than success.</returns>
    public async Task<IReadOnlyList<string>> Ask(ModelVersionRef version, string stratum, int requests, string prefix = "r", bool mirror = false,
        string body = "{}")
    {
        var place = Assert.Single(cluster.ResolveService(Space, ServingNames.Deployment("flights", version), 80));
        var failures = new List<string>();
        for (var i = 0; i < requests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{place}/v2/models/flights/infer");
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(AgentHeaders.Stratum, stratum);
            request.Headers.Add(AgentHeaders.RequestId, $"{prefix}{i}");
            request.Headers.Add(AgentHeaders.ClientId, $"client-{i}");
            if (mirror)
                request.Headers.Add(AgentHeaders.Mirror, "true");
            using var answer = await http.SendAsync(request);
            if (!answer.IsSuccessStatusCode)
                failures.Add($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        return failures;
    }

    /// <summary>What a version's one agent counted, once it has answered so many requests in intervals that are over.</summary>
    public async Task<AgentMetrics> Measured(ModelVersionRef version, long requests)
    {
        AgentMetrics? last = null;
        await Eventually.True(
            async () =>
            {
                last = Assert.Single(await Agents.Read(Space, "flights", version, null, None)).Metrics;
                return last is not null && last.Rows.Sum(row => row.Requests) >= requests;
            },
            () => $"{last?.Requests} of {requests} requests");
        return last!;
    }

    /// <summary>Looks until a look is as wanted; each look knows what the one before it knew.</summary>
    public async Task<StepEvidence> LookUntil(ObserveRequest look, Func<StepEvidence, bool> wanted)
    {
        StepEvidence? last = null;
        await Eventually.True(
            async () => wanted(last = await Observe.Run(look with { Known = last?.Counters ?? look.Known }, None)),
            () => $"{last?.Samples} samples, blind: {last?.Blind}");
        return last!;
    }

    public Task<IReadOnlyList<StoredRoute>> Listed() => Routes.List(Space, None);

    public IReadOnlyList<System.Text.Json.Nodes.JsonNode> Objects(string kind) => cluster.List(kind, Space);

    /// <summary>Says that a run is over, as its end does.</summary>
    public Task End(Run run, Verdict verdict) => Blobs.CreateJson(
        Paths.Status(run.Id), new RunStatus(run, [], Clock.GetUtcNow(), Clock.GetUtcNow(), verdict, "by the test"), None);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Api.Dispose();
        signer.Dispose();
        await cluster.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private ApplyTrafficActivity Applying(RunPlaces places) =>
        new(places, Last(places), Routes, Leases, Halts, NullLogger<ApplyTrafficActivity>.Instance);

    private LastMoment Last(RunPlaces places) => new(places, versions, overrides, Clock, NullLogger<LastMoment>.Instance);

    private static string AgentProgram()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Agent", configuration, "Landfall.Agent"));
        return File.Exists(program) ? program : throw new FileNotFoundException("build the agent first", program);
    }

    internal sealed class FakeGateway : IGatewaySource
    {
        public List<GatewayReading> Readings { get; } = [];

        public Task<GatewayFindings?> Read(
            RouteRef route, IReadOnlyList<ModelVersionRef> versions, MetricsSpec? metrics, CancellationToken cancel) =>
            Task.FromResult<GatewayFindings?>(new([.. Readings.Where(r => versions.Any(v => ServingNames.Version(v) == r.Version))]));
    }

    private sealed class NoMetrics : IMetricSource, ILogSource
    {
        public Task<double?> Read(Uri source, string query, CancellationToken cancel) => Task.FromResult<double?>(null);

        public Task<double?> Read(LogAnalyticsSpec source, string kql, CancellationToken cancel) => Task.FromResult<double?>(null);
    }
}
