using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Which direction of a metric is better.</summary>
[JsonConverter(typeof(CamelCaseEnum<BetterDirection>))]
public enum BetterDirection
{
    /// <summary>More is better, as with accuracy.</summary>
    Higher,

    /// <summary>Less is better, as with an error.</summary>
    Lower,
}
