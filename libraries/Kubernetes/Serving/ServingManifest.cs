using System.Globalization;
using System.Text;
using System.Text.Json;
using k8s.Models;
using Landfall.Contracts.Agent;
using Landfall.Domain.Serving;
using Landfall.Kubernetes.Jobs;

namespace Landfall.Kubernetes.Serving;

/// <summary>A served version as Kubernetes objects. Pure.</summary>
internal static class ServingManifest
{
    public const string Fetch = "fetch";
    public const string Server = "server";
    public const string Agent = "agent";

    /// <summary>One per namespace: whoever renews the link renews it for all versions.</summary>
    public const string LinkSecret = "landfall-registry-link";
    public const string KeysMap = "landfall-trusted-keys";
    private const string LinkKey = "source";
    private const string KeysKey = "keys.pem";

    private const string Model = "model";

    /// <summary>The agent gives requests in flight 20 seconds.</summary>
    private const long GraceSeconds = 30;

    public static V1Secret Link(string space, Uri source) => new()
    {
        Metadata = new() { Name = LinkSecret, NamespaceProperty = space, Labels = Managed() },
        Type = "Opaque",
        Data = new Dictionary<string, byte[]> { [LinkKey] = Encoding.UTF8.GetBytes(source.AbsoluteUri) },
    };

    public static V1ConfigMap Keys(ServingDesign design) => new()
    {
        Metadata = new() { Name = KeysMap, NamespaceProperty = design.Namespace, Labels = Managed() },
        Data = new Dictionary<string, string> { [KeysKey] = design.TrustedKeys },
    };

    public static V1Service Service(ServingDesign design) => new()
    {
        Metadata = Metadata(design),
        Spec = new()
        {
            Selector = Selector(design),
            Ports = [new() { Name = "http", Port = ServingNames.ServicePort, TargetPort = ServingNames.AgentPort, Protocol = "TCP" }],
        },
    };

    public static V1Deployment Deployment(ServingDesign design) => new()
    {
        Metadata = Metadata(design),
        Spec = new()
        {
            Replicas = design.Serve.Scale is null ? design.Serve.Replicas : null,      // whoever scales them has the number alone
            RevisionHistoryLimit = 1,
            Selector = new() { MatchLabels = Selector(design) },
            Strategy = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = 0, MaxSurge = 1 } },
            Template = new()
            {
                Metadata = new() { Labels = PodLabels(design), Annotations = Digests(design) },
                Spec = Pod(design),
            },
        },
    };

    /// <summary>A node that is emptied takes one pod at a time. One alone could never be moved, so it has no budget.</summary>
    public static V1PodDisruptionBudget? Budget(ServingDesign design) => design.Serve.AtLeast < 2 ? null : new()
    {
        Metadata = Metadata(design),
        Spec = new() { MaxUnavailable = 1, Selector = new() { MatchLabels = Selector(design) } },
    };

    /// <summary>By the server and its agent together, as what they use of what they ask for.</summary>
    public static V2HorizontalPodAutoscaler? Autoscaler(ServingDesign design) => design.Serve.Scale is not { } scale ? null : new()
    {
        Metadata = Metadata(design),
        Spec = new()
        {
            ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = ServingNames.Deployment(design.Route, design.Version) },
            MinReplicas = scale.Min,
            MaxReplicas = scale.Max,
            Metrics =
            [
                new()
                {
                    Type = "Resource",
                    Resource = new()
                    {
                        Name = "cpu",
                        Target = new() { Type = "Utilization", AverageUtilization = (int)Math.Round(scale.Cpu * 100) },
                    },
                },
            ],
        },
    };

    private static V1PodSpec Pod(ServingDesign design) => new()
    {
        TopologySpreadConstraints = Spread(design),
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        SecurityContext = PodParts.PodSecurity(),
        TerminationGracePeriodSeconds = GraceSeconds,
        Volumes = [PodParts.Folder(Model), PodParts.ScratchFolder()],
        InitContainers = [FetchContainer(design)],
        Containers = [ServerContainer(design), AgentContainer(design)],
    };

    /// <summary>Nothing unsigned may serve, whoever made the pod: the agent checks again.</summary>
    private static V1Container FetchContainer(ServingDesign design) => PodParts.Agent(
        Fetch, design.AgentImage,
        [
            "fetch", "--version", string.Create(CultureInfo.InvariantCulture, $"{design.Version.Model}/{design.Version.Number}"),
            "--digest", design.Version.Digest, "--to", $"{PodParts.Root}/model",
        ],
        [
            PodParts.EnvFromSecret("LANDFALL_SOURCE", LinkSecret, LinkKey),
            // Public, and of this model alone: nobody who may write the namespace's map can add to them.
            design.KeysOfModel is { } keys
                ? PodParts.Env("LANDFALL_TRUSTED_KEYS", keys)
                : PodParts.EnvFromConfigMap("LANDFALL_TRUSTED_KEYS", KeysMap, KeysKey),
        ],
        PodParts.Mount(Model, $"{PodParts.Root}/model"));

    private static V1Container ServerContainer(ServingDesign design)
    {
        var server = PodParts.Container(
            Server, design.Version.ServerImage, design.Serve.Env,
            [
                PodParts.Env("PORT", PodParts.ServerPort.ToString(CultureInfo.InvariantCulture)),
                PodParts.Env("MODEL_NAME", design.Version.Model), PodParts.Env("HOME", "/tmp"),
            ],
            PodResources.Of(design.Serve.Resources),
            PodParts.Mount(Model, $"{PodParts.Root}/model", readOnly: true));
        server.Ports = [new() { Name = "server", ContainerPort = PodParts.ServerPort, Protocol = "TCP" }];
        return server;
    }

    private static V1Container AgentContainer(ServingDesign design)
    {
        var agent = PodParts.Agent(
            Agent, design.AgentImage,
            [
                "serve", "--version", ServingNames.Version(design.Version), "--listen", $"0.0.0.0:{ServingNames.AgentPort}",
                "--upstream", $"http://127.0.0.1:{PodParts.ServerPort}",
            ],
            [
                PodParts.Env("LANDFALL_VERSION", ServingNames.Version(design.Version)),
                PodParts.Env("LANDFALL_MODEL", design.Version.Model),
                PodParts.Env("LANDFALL_SLOW_MS", design.SlowMs.ToString(CultureInfo.InvariantCulture)),
                PodParts.Env("LANDFALL_MAX_IN_FLIGHT", design.Serve.MaxInFlight.ToString(CultureInfo.InvariantCulture)),
                .. JoinOn(design), .. Inputs(design), .. StandIn(design),
                new() { Name = "POD_NAME", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } },
            ]);
        agent.Ports = [new() { Name = "http", ContainerPort = ServingNames.AgentPort, Protocol = "TCP" }];
        agent.ReadinessProbe = new()
        {
            HttpGet = new() { Path = "/landfall/ready", Port = ServingNames.AgentPort },
            PeriodSeconds = 2,
            TimeoutSeconds = 2,
            FailureThreshold = 3,
        };
        return agent;
    }

    private static IEnumerable<V1EnvVar> JoinOn(ServingDesign design) => design.JoinOn is { Count: > 0 } columns
        ? [PodParts.Env("LANDFALL_JOIN_ON", JsonSerializer.Serialize(columns))]
        : [];

    private static IEnumerable<V1EnvVar> Inputs(ServingDesign design) => design.Inputs is { Count: > 0 } columns
        ? [PodParts.Env("LANDFALL_INPUTS", InputBins.Write(columns))]
        : [];

    private static IEnumerable<V1EnvVar> StandIn(ServingDesign design) => design.StandIn is { } other
        ?
        [
            PodParts.Env("LANDFALL_FALLBACK", ServingNames.Address(design.Namespace, design.Route, other.Version).AbsoluteUri),
            PodParts.Env("LANDFALL_TIMEOUT_MS", other.After.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)),
        ]
        : [];

    /// <summary>Over zones and nodes as far as it goes: a pod in the wrong place serves better than one that waits.</summary>
    private static List<V1TopologySpreadConstraint>? Spread(ServingDesign design) => design.Serve.AtLeast < 2
        ? null
        : [.. new[] { "topology.kubernetes.io/zone", "kubernetes.io/hostname" }.Select(key => new V1TopologySpreadConstraint
        {
            MaxSkew = 1,
            TopologyKey = key,
            WhenUnsatisfiable = "ScheduleAnyway",
            LabelSelector = new() { MatchLabels = Selector(design) },
        })];

    private static V1ObjectMeta Metadata(ServingDesign design) => new()
    {
        Name = ServingNames.Deployment(design.Route, design.Version),
        NamespaceProperty = design.Namespace,
        Labels = Labels(design),
        Annotations = Digests(design),
    };

    private static Dictionary<string, string> Digests(ServingDesign design) => new()
    {
        [ServingNames.ModelDigest] = design.Version.Digest,
        [ServingNames.StatementDigest] = design.Version.StatementDigest,
    };

    private static Dictionary<string, string> Labels(ServingDesign design)
    {
        var labels = Selector(design);
        labels[ServingNames.ModelLabel] = design.Version.Model;
        foreach (var (name, value) in Managed())
            labels[name] = value;
        return labels;
    }

    private static Dictionary<string, string> PodLabels(ServingDesign design)
    {
        var labels = Labels(design);
        if (design.StandIn is not null)
            labels[ServingNames.FallbackLabel] = "true";
        return labels;
    }

    private static Dictionary<string, string> Managed() => new() { ["app.kubernetes.io/managed-by"] = "landfall" };

    private static Dictionary<string, string> Selector(ServingDesign design) => new()
    {
        [ServingNames.RouteLabel] = design.Route,
        [ServingNames.VersionLabel] = ServingNames.Version(design.Version),
    };
}
