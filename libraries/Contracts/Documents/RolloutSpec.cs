using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>How traffic moves to the candidate, and what is watched meanwhile.</summary>
public sealed record RolloutSpec(
    [Field("Levels of traffic, rising: at most one shadow step first, weight 100 last.", Range = "1..20")]
    IReadOnlyList<StepSpec> Steps,
    [Field("What is judged at every look.", Range = "1..20")]
    IReadOnlyList<JudgeSpec> Judge,
    [Field("The chances of error that are accepted.")]
    AlphaSpec Alpha,
    [Field("How often evidence is looked at when a step is young.", Range = "1s..10m")]
    TimeSpan LookEvery,
    [Field("How rare looks may become when a step gets older without news.", Range = "1s..1h")]
    TimeSpan LookAtMost,
    [Field("What happens when a step's time is over and its evidence is not there.")]
    InconclusiveSpec OnInconclusive,
    [Field("What happens when there is no data.")]
    MissingSpec OnMissing,
    [Field("What counts as one observation.")]
    CountingSpec Counting,
    [Field("When weights may be raised; at any time where nothing is written. They may always be lowered.")]
    DuringSpec? During = null,
    [Field("What is moved: traffic on the route, or the registry's alias champion alone; the route where nothing is written.")]
    RolloutTarget? Target = null,
    [Field("Whose requests the candidate answers from the first step on; nobody's where nothing is written.")]
    TesterSpec? Testers = null,
    [Field("Has the champion answer what the candidate fails to; the failure itself where nothing is written.")]
    FallbackSpec? Fallback = null)
{
    /// <summary>Nothing is served: steps and judges have no part in it.</summary>
    [JsonIgnore]
    public bool MovesAlias => Target == RolloutTarget.Alias;
}
