namespace Landfall.Contracts.Documents;

/// <summary>How the cluster is reached. Without both fields: the identity of the pod or machine.</summary>
public sealed record ClusterSpec(
    [Field("Its name in reports and leases.", Format = FieldFormat.Name, MaxLength = 63)]
    string Name,
    [Field("The name of the setting or secret that holds the kubeconfig; never the kubeconfig itself.",
        MaxLength = 200)]
    string? Kubeconfig = null,
    [Field("The context within the kubeconfig.", MaxLength = 200)]
    string? Context = null);
