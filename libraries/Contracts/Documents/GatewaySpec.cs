namespace Landfall.Contracts.Documents;

/// <summary>The Gateway API gateway in front of the models.</summary>
public sealed record GatewaySpec(
    [Field("Its name.", Format = FieldFormat.Name, MaxLength = 63)]
    string Name,
    [Field("Its namespace.", Format = FieldFormat.Name, MaxLength = 63)]
    string Namespace,
    [Field("What it can do beyond weights; checked before a run needs it.", Range = "0..10")]
    IReadOnlyList<GatewayCapability>? Capabilities = null)
{
    /// <summary>What it can do beyond weights; empty when nothing was written.</summary>
    public IReadOnlyList<GatewayCapability> Capabilities { get; init; } = Capabilities ?? [];
}
