using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>The sections of a pipeline, in the order a run goes through them.</summary>
public sealed record PipelineSpec(
    [Field("Where data lands and when a dataset is complete.")]
    DataSpec Data,
    [Field("What the model predicts.")]
    LabelSpec Label,
    [Field("How the candidate is trained.")]
    TrainSpec Train,
    [Field("How the model is served.")]
    ServeSpec Serve,
    [Field("What fills in everything left out.")]
    Preset Preset,
    [Field("What happens when data lands while a run is under way.")]
    ConcurrencyMode Concurrency,
    [Field("What starts a run.", Range = "1..4")]
    IReadOnlyList<TriggerKind> Triggers,
    [Field("What the data must satisfy.")]
    ValidateSpec Validate,
    [Field("Which rows are kept from the trainer.")]
    HoldoutSpec Holdout,
    [Field("What the candidate must satisfy.")]
    EvaluateSpec Evaluate,
    [Field("Who has to agree.")]
    ApproveSpec Approve,
    [Field("How traffic moves to the candidate.")]
    RolloutSpec Rollout,
    [Field("What is written down outside the platform.")]
    RecordSpec Record,
    [Field("When a run starts by the clock; needed with the trigger 'schedule'.")]
    ScheduleSpec? Schedule = null,
    [Field("How the champion is watched after its promotion; without it, it is not.")]
    WatchSpec? Watch = null,
    [Field("What systems outside have to say of the signed version before people are asked.", Range = "0..20")]
    IReadOnlyList<CheckSpec>? Checks = null)
{
    /// <summary>Checks by systems outside; empty when none were written.</summary>
    [JsonIgnore]
    public IReadOnlyList<CheckSpec> OutsideChecks => Checks ?? [];
}
