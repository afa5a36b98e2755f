using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens when nobody answered in time. There is no silent yes.</summary>
[JsonConverter(typeof(CamelCaseEnum<ExpiryAction>))]
public enum ExpiryAction
{
    /// <summary>Silence is a no.</summary>
    Reject,

    /// <summary>The escalation group is asked once, for the same time again; after that silence is a no.</summary>
    Escalate,
}
