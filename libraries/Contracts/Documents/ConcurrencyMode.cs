using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What newer data does to a run that is under way.</summary>
[JsonConverter(typeof(CamelCaseEnum<ConcurrencyMode>))]
public enum ConcurrencyMode
{
    /// <summary>The newer run replaces the older until the older has had live traffic; then it queues.</summary>
    Supersede,

    /// <summary>The newer run waits.</summary>
    Queue,

    /// <summary>The newer data starts no run.</summary>
    Skip,
}
