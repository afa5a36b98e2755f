namespace Landfall.Contracts;

/// <summary>One traffic level.</summary>
/// <param name="Weight">Percent of live traffic for the candidate; 0 means shadow: it sees copies, and its answers go nowhere.</param>
/// <param name="For">How long the step lasts at least.</param>
/// <param name="MinSamples">Clusters (or pairs, in shadow) of the candidate that must have been seen before it may end.</param>
/// <param name="RequireSafety">Every judge must have shown safety before the step may end.</param>
/// <param name="Approve">True when people have to agree before this weight is set.</param>
/// <param name="Within">After this long a step that is still not over is settled as an inconclusive one is; null for no such end.</param>
/// <param name="MaxExtend">How long all extensions may take together; null where only their number counts.</param>
/// <param name="MirrorPercent">How many of the requests are copied in shadow; null for all.</param>
public sealed record RolloutStep(
    int Weight, TimeSpan For, long MinSamples, bool RequireSafety = false, bool? Approve = null, TimeSpan? Within = null,
    TimeSpan? MaxExtend = null, int? MirrorPercent = null)
{
    public bool IsShadow => Weight == 0;

    /// <summary>Some requests are copied, and nobody but the gateway knows which.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsPartial => IsShadow && MirrorPercent is < 100;

    /// <summary>Everyone has the candidate: what is left is watching it with no champion beside it.</summary>
    public bool IsBake => Weight == 100;

    /// <summary>Within a sentence: in shadow, at 10 %, with all traffic.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Where => IsShadow ? "in shadow" : IsBake ? "with all traffic" : $"at {Weight} %";

    public string Name => IsShadow ? "shadow" : IsBake ? "all" : $"{Weight} %";
}

public enum JudgeKind { Proportion, Pairs, Threshold }

/// <summary>One judge of a rollout.</summary>
/// <param name="Measure">Proportion: <c>failed</c> or <c>slow</c>.</param>
/// <param name="Margin">Proportion: how much worse than the champion is still no harm, as a share (0.005 = half a point).</param>
/// <param name="Limit">The absolute share that counts where there is no champion to compare with.</param>
/// <param name="Max">Pairs: the share of differing answers that is too many. Threshold: the value that is too high.</param>
/// <param name="Query">Threshold: asked of Prometheus; null when <paramref name="Kql"/> is asked of Log Analytics.</param>
/// <param name="Consecutive">Threshold: how many looks in a row must be over it.</param>
/// <param name="OnMissing">What happens without data; null where the plan as a whole decides.</param>
/// <param name="MissingFor">How long that may last before it happens; set where <paramref name="OnMissing"/> is.</param>
public sealed record JudgePlan(
    string Name, JudgeKind Kind, string Measure, double Margin, double Limit, double Max, string? Query = null, int Consecutive = 1,
    string? Kql = null, WhenMissing? OnMissing = null, TimeSpan? MissingFor = null);

/// <summary>What a judge without data leads to, from the mildest to the hardest: of several the hardest counts.</summary>
public enum WhenMissing { Hold, Probe, Extend, Ask, Fail }

public enum WhenStuck { RollBack, Ask }

/// <param name="SlowMs">A request that takes longer is slow; milliseconds.</param>
/// <param name="LookEvery">First time between two looks; grows to <paramref name="LookAtMost"/> as a step gets older.</param>
/// <param name="Extensions">How often a step that cannot end yet is given its time again.</param>
/// <param name="BlindFor">How long a judge may see nothing before <paramref name="WhenBlind"/> applies.</param>
/// <param name="ReadyWithin">How long the candidate may take until it is ready to serve.</param>
/// <param name="During">When weights may be raised, for people; activities know the hours. Null where they may at any time.</param>
/// <param name="AliasOnly">True when no traffic is moved but the alias champion: there is no route, no step and no judge then.</param>
/// <param name="FallbackAfter">How long the candidate may take before the champion answers in its place; null where it never does.</param>
public sealed record RolloutPlan(
    string Route,
    IReadOnlyList<RolloutStep> Steps,
    IReadOnlyList<JudgePlan> Judges,
    double AlphaHarm,
    double AlphaSafety,
    int SlowMs,
    TimeSpan LookEvery,
    TimeSpan LookAtMost,
    int Extensions,
    WhenStuck WhenInconclusive,
    TimeSpan BlindFor,
    WhenStuck WhenBlind,
    TimeSpan ReadyWithin,
    TimeSpan AskFor,
    string? During = null,
    bool? AliasOnly = null,
    TimeSpan? FallbackAfter = null);
