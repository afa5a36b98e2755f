using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens when live inputs have drifted. The version before has the same inputs, so nothing goes back.</summary>
[JsonConverter(typeof(CamelCaseEnum<InputAction>))]
public enum InputAction
{
    /// <summary>The owner is told.</summary>
    Alert,

    /// <summary>The owner is told, and a run is asked for; needs the trigger 'drift'.</summary>
    Retrain,
}
