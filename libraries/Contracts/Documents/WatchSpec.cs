using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>How the champion is watched after its promotion. Nothing is watched unless this is written.</summary>
public sealed record WatchSpec(
    [Field("How often the champion is looked at.", Range = "1s..1d")]
    TimeSpan Every,
    [Field("How far live predictions may drift from those on the holdout.")]
    PredictionDriftSpec? Drift = null,
    [Field("What happens when they have drifted.")]
    DriftAction OnDrift = DriftAction.Alert,
    [Field("How many requests may fail.")]
    ServingErrorsSpec? Errors = null,
    [Field("What happens when more fail.")]
    ErrorsAction OnErrors = ErrorsAction.Alert,
    [Field("The least time between two runs that the watch asks for; one day when left out.", Range = "1s..90d")]
    TimeSpan? CoolDown = null,
    [Field("How much worse than on the holdout it may do, by labels that arrive later.")]
    LiveQualitySpec? Quality = null,
    [Field("What happens when it does worse.")]
    DriftAction OnQuality = DriftAction.Alert,
    [Field("When the owner is told that nothing can be seen: no pod serves the version, or the cluster does not answer.")]
    ServingHealthSpec? Health = null,
    [Field("How far live inputs may drift, column by column, from the data that the version was trained on.")]
    InputDriftSpec? Inputs = null,
    [Field("What happens when they have drifted; the owner is told where nothing is written.")]
    InputAction? OnInputs = null)
{
    /// <summary>The least time between two runs that the watch asks for.</summary>
    [JsonIgnore]
    public TimeSpan Rest => CoolDown ?? TimeSpan.FromDays(1);
}
