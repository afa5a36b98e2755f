using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What a gate compares the candidate with.</summary>
[JsonConverter(typeof(CamelCaseEnum<GateBaseline>))]
public enum GateBaseline
{
    /// <summary>The version that serves now, on the same rows.</summary>
    Champion,
}
