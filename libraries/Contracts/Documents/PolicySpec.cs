namespace Landfall.Contracts.Documents;

/// <summary>The rules of a policy.</summary>
public sealed record PolicySpec(
    [Field("Prefixes images must start with; empty: what the environment allows.", Range = "0..100")]
    IReadOnlyList<string>? Images = null,
    [Field("Whether a server starts only with a signed version.")]
    bool RequireSignature = true,
    [Field("The largest weight of the first step with live traffic.", Unit = "percent", Range = "1..100")]
    int MaxFirstWeight = 10,
    [Field("Whether every rollout starts in shadow.")]
    bool MandatoryShadow = false,
    [Field("How many approvals a change needs, by risk.")]
    QuorumByRisk? Quorum = null,
    [Field("When no traffic is moved to a candidate.", Range = "0..100")]
    IReadOnlyList<FreezeWindow>? Freeze = null)
{
    /// <summary>Prefixes images must start with; empty: what the environment allows.</summary>
    public IReadOnlyList<string> Images { get; init; } = Images ?? [];

    /// <summary>When no traffic is moved to a candidate; empty when never.</summary>
    public IReadOnlyList<FreezeWindow> Freeze { get; init; } = Freeze ?? [];

    /// <summary>How many approvals a change needs, by risk; one each when nothing was written.</summary>
    public QuorumByRisk Quorum { get; init; } = Quorum ?? new QuorumByRisk();
}
