namespace Landfall.Contracts.Documents;

/// <summary>How the model is served.</summary>
public sealed record ServeSpec(
    [Field("The server's image; a tag is resolved to a digest when the document is applied.",
        Format = FieldFormat.Image)]
    string Image,
    [Field("What one replica may use.")]
    ResourceSpec Resources,
    [Field("How many pods serve one version.", Unit = "pods", Range = "1..500")]
    int Replicas,
    [Field("Requests one pod works on at a time; what comes above counts as slow.", Unit = "requests",
        Range = "1..10000")]
    int MaxInFlight,
    [Field("How long a server may take from its start until it answers that it is ready.", Range = "5s..2h")]
    TimeSpan ReadyWithin,
    [Field("Environment variables handed to the server.")]
    IReadOnlyDictionary<string, string>? Env = null,
    [Field("Lets the cluster choose how many pods serve one version; always as many as replicas where nothing is written.")]
    ScaleSpec? Scale = null,
    [Field("The HTTPRoute whose traffic is moved; none where rollout.target is alias.", Format = FieldFormat.Name, MaxLength = 63)]
    string? Route = null)
{
    /// <summary>The fewest pods that serve one version.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int AtLeast => Scale?.Min ?? Replicas;


    /// <summary>Environment variables; empty when none were written.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = Env ?? new Dictionary<string, string>();
}
