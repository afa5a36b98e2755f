using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens when too many requests of the champion fail.</summary>
[JsonConverter(typeof(CamelCaseEnum<ErrorsAction>))]
public enum ErrorsAction
{
    /// <summary>The owner is told.</summary>
    Alert,

    /// <summary>All traffic goes back to the version before, and the owner is told.</summary>
    Rollback,
}
