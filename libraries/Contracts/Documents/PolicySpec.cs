using System.Text.Json.Serialization;

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
    IReadOnlyList<FreezeWindow>? Freeze = null,
    [Field("Times of the week in which no traffic is moved to a candidate.", Range = "0..50")]
    IReadOnlyList<WeeklyFreeze>? Weekly = null,
    [Field("Metrics that every pipeline must have a gate for.", Range = "0..50")]
    IReadOnlyList<string>? Gates = null,
    [Field("Groups of the environment that may approve, by risk; where none are named, those of the pipeline.")]
    GroupsByRisk? Approvers = null,
    [Field("Which keys may sign versions of which models; for a model that no entry names, every key the platform trusts.",
        Range = "0..100")]
    IReadOnlyList<TrustSpec>? Trust = null,
    [Field("Outside checks that every pipeline must have and require, by name.", Range = "0..20")]
    IReadOnlyList<string>? Checks = null)
{
    /// <summary>Prefixes images must start with; empty: what the environment allows.</summary>
    public IReadOnlyList<string> Images { get; init; } = Images ?? [];

    /// <summary>When no traffic is moved to a candidate; empty when never.</summary>
    public IReadOnlyList<FreezeWindow> Freeze { get; init; } = Freeze ?? [];

    /// <summary>Times of the week in which no traffic is moved; empty when none were written.</summary>
    public IReadOnlyList<WeeklyFreeze> Weekly { get; init; } = Weekly ?? [];

    /// <summary>Metrics that must have a gate; empty when none were written.</summary>
    public IReadOnlyList<string> Gates { get; init; } = Gates ?? [];

    /// <summary>Outside checks that must be required; empty when none were written.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> RequiredChecks => Checks ?? [];

    /// <summary>Who may approve, by risk; those of the pipeline where nothing was written.</summary>
    public GroupsByRisk Approvers { get; init; } = Approvers ?? new GroupsByRisk();

    /// <summary>How many approvals a change needs, by risk; one each when nothing was written.</summary>
    public QuorumByRisk Quorum { get; init; } = Quorum ?? new QuorumByRisk();
}
