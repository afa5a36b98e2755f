using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What counts as one observation.</summary>
[JsonConverter(typeof(CamelCaseEnum<CountingUnit>))]
public enum CountingUnit
{
    /// <summary>One client within one interval.</summary>
    Client,

    /// <summary>Every request by itself: right only where requests fail independently.</summary>
    Request,
}
