using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>
/// One level of traffic: <c>shadow</c> (a copy of the requests, answers thrown away), <c>weight</c> with
/// <c>for</c>, or the last step, weight 100 with <c>bake</c>.
/// </summary>
[ExactlyOne("shadow", "weight")]
public sealed record StepSpec(
    [Field("Mirror traffic for this long.", Range = "1s..30d")]
    TimeSpan? Shadow = null,
    [Field("The candidate's share of live traffic.", Unit = "percent", Range = "1..100")]
    int? Weight = null,
    [Field("How long a step with a weight lasts at least.", Range = "1s..30d")]
    TimeSpan? For = null,
    [Field("Observations of the candidate needed before the next step.", Unit = "observations",
        Range = "0..1000000000")]
    int MinSamples = 0,
    [Field("A proof that is due at the end of this step.")]
    StepProof? Require = null,
    [Field("How long the candidate is watched at weight 100 before the run ends.", Range = "1s..30d")]
    TimeSpan? Bake = null,
    [Field("How long all extensions of this step may take together.", Range = "1s..30d")]
    TimeSpan? MaxExtend = null,
    [Field("Whether the people of spec.approve are asked before this weight is set.")]
    bool? Approve = null,
    [Field("When a step that is still not over is settled by onInconclusive.then; time in which it may not go on does not count.",
        Range = "1s..90d")]
    TimeSpan? Within = null,
    [Field("How many of the requests are copied in shadow; all where nothing is written.", Unit = "percent", Range = "1..100")]
    int? Mirror = null)
{
    /// <summary>Whether the step mirrors traffic instead of moving it.</summary>
    [JsonIgnore]
    public bool IsShadow => Shadow is not null;

    /// <summary>The candidate's share of live traffic in percent; 0 in shadow.</summary>
    [JsonIgnore]
    public int LiveWeight => Weight ?? 0;

    /// <summary>How long the step lasts at least.</summary>
    [JsonIgnore]
    public TimeSpan Duration => Shadow ?? For ?? Bake ?? TimeSpan.Zero;
}
