using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens to data that fails validation.</summary>
[JsonConverter(typeof(CamelCaseEnum<ValidationFailure>))]
public enum ValidationFailure
{
    /// <summary>The run waits until a person releases the data, or expires.</summary>
    Quarantine,

    /// <summary>The run waits as in quarantine, and its approvers are sent a message at once.</summary>
    Ask,

    /// <summary>The run goes on; the report says what was found. What nothing can be trained on is refused.</summary>
    Warn,
}
