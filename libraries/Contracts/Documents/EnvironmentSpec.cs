namespace Landfall.Contracts.Documents;

/// <summary>The facts of one environment.</summary>
public sealed record EnvironmentSpec(
    [Field("How the cluster is reached.")]
    ClusterSpec Cluster,
    [Field("Which namespaces are used.")]
    NamespacesSpec Namespaces,
    [Field("The gateway in front of the models.")]
    GatewaySpec Gateway,
    [Field("Registries that images may come from, as prefixes.", Range = "1..50")]
    IReadOnlyList<string> Registries,
    [Field("Groups and the ids of their people.")]
    IReadOnlyDictionary<string, IReadOnlyList<string>> Groups,
    [Field("People by id.")]
    IReadOnlyDictionary<string, PersonSpec> People,
    [Field("The storage account of the platform.")]
    StorageSpec Storage,
    [Field("The public address under which approvals are opened.", Format = FieldFormat.Url)]
    string PublicUrl,
    [Field("How messages are sent, by name.")]
    IReadOnlyDictionary<string, ChannelSpec>? Channels = null,
    [Field("Where metrics come from; without it only the agents' own counters.")]
    MetricsSpec? Metrics = null,
    [Field("The repository that says what should run.")]
    GitSpec? Git = null,
    [Field("What resources cost, for budgets of money.")]
    PricesSpec? Prices = null,
    [Field("Who may do what; without it whoever reaches the platform may do everything.", Range = "1..100")]
    IReadOnlyList<AccessSpec>? Access = null,
    [Field("Systems that are told by signed events which version answers.", Range = "0..20")]
    IReadOnlyList<EventTargetSpec>? Events = null,
    [Field("Another registry in which registered versions are shown; without it only Landfall's own.")]
    RegistrySpec? Registry = null,
    [Field("Where experiments run; without it there are none.")]
    ExperimentsSpec? Experiments = null)
{
    /// <summary>How messages are sent, by name; empty when none were written.</summary>
    public IReadOnlyDictionary<string, ChannelSpec> Channels { get; init; } =
        Channels ?? new Dictionary<string, ChannelSpec>();

    /// <summary>Systems that are told; empty when none were written.</summary>
    public IReadOnlyList<EventTargetSpec> Events { get; init; } = Events ?? [];
}
