using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens when evidence cannot decide.</summary>
[JsonConverter(typeof(CamelCaseEnum<RolloutFallback>))]
public enum RolloutFallback
{
    /// <summary>The traffic goes back to the champion.</summary>
    Rollback,

    /// <summary>A person is asked; the weight is held meanwhile.</summary>
    Ask,
}
