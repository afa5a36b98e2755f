using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens when live predictions have drifted, or are worse than those on the holdout.</summary>
[JsonConverter(typeof(CamelCaseEnum<DriftAction>))]
public enum DriftAction
{
    /// <summary>The owner is told.</summary>
    Alert,

    /// <summary>The owner is told, and a run is asked for; needs the trigger 'drift'.</summary>
    Retrain,

    /// <summary>All traffic goes back to the version before, and the owner is told.</summary>
    Rollback,
}
