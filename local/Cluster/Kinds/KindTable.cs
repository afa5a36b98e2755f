namespace Landfall.Local.Cluster.Kinds;

/// <summary>The kinds this server knows.</summary>
internal static class KindTable
{
    public static readonly ApiKind Namespace = new("", "v1", "Namespace", "namespaces", false)
    { ShortNames = ["ns"], HasStatus = true };
    public static readonly ApiKind Pod = new("", "v1", "Pod", "pods")
    { ShortNames = ["po"], Categories = ["all"], HasStatus = true, HasGeneration = true };
    public static readonly ApiKind Service = new("", "v1", "Service", "services")
    { ShortNames = ["svc"], Categories = ["all"], HasStatus = true };
    public static readonly ApiKind ConfigMap = new("", "v1", "ConfigMap", "configmaps") { ShortNames = ["cm"] };
    public static readonly ApiKind Secret = new("", "v1", "Secret", "secrets");
    public static readonly ApiKind ServiceAccount = new("", "v1", "ServiceAccount", "serviceaccounts")
    { ShortNames = ["sa"] };
    public static readonly ApiKind Event = new("", "v1", "Event", "events") { ShortNames = ["ev"] };
    public static readonly ApiKind Deployment = new("apps", "v1", "Deployment", "deployments")
    {
        ShortNames = ["deploy"],
        Categories = ["all"],
        HasStatus = true,
        HasScale = true,
        HasGeneration = true,
    };
    public static readonly ApiKind ReplicaSet = new("apps", "v1", "ReplicaSet", "replicasets")
    { ShortNames = ["rs"], Categories = ["all"], HasStatus = true, HasScale = true, HasGeneration = true };
    public static readonly ApiKind Job = new("batch", "v1", "Job", "jobs")
    { Categories = ["all"], HasStatus = true, HasGeneration = true };
    public static readonly ApiKind Lease = new("coordination.k8s.io", "v1", "Lease", "leases");
    public static readonly ApiKind NetworkPolicy =
        new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies") { ShortNames = ["netpol"], HasGeneration = true };
    public static readonly ApiKind PodDisruptionBudget =
        new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
        { ShortNames = ["pdb"], HasStatus = true, HasGeneration = true };
    public static readonly ApiKind HorizontalPodAutoscaler =
        new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
        { ShortNames = ["hpa"], Categories = ["all"], HasStatus = true };
    public static readonly ApiKind HttpRoute =
        new("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes")
        { Categories = ["gateway-api"], HasStatus = true, HasGeneration = true, Custom = true };
    public static readonly ApiKind Gateway =
        new("gateway.networking.k8s.io", "v1", "Gateway", "gateways")
        { ShortNames = ["gtw"], Categories = ["gateway-api"], HasStatus = true, HasGeneration = true, Custom = true };
    public static readonly ApiKind GatewayClass =
        new("gateway.networking.k8s.io", "v1", "GatewayClass", "gatewayclasses", false)
        { ShortNames = ["gc"], Categories = ["gateway-api"], HasStatus = true, HasGeneration = true, Custom = true };

    public static readonly IReadOnlyList<ApiKind> All =
    [
        Namespace, Pod, Service, ConfigMap, Secret, ServiceAccount, Event, Deployment, ReplicaSet, Job, Lease,
        NetworkPolicy, PodDisruptionBudget, HorizontalPodAutoscaler, HttpRoute, Gateway, GatewayClass,
    ];

    public static ApiKind? ByPlural(string group, string version, string plural) =>
        All.FirstOrDefault(kind => kind.Group == group && kind.Version == version && kind.Plural == plural);

    public static ApiKind? ByName(string name) => All.FirstOrDefault(kind => kind.Name == name);

    public static bool HasGroupVersion(string group, string version) =>
        All.Any(kind => kind.Group == group && kind.Version == version);
}
