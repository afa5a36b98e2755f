using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Where pairs of answers to the same request come from.</summary>
[JsonConverter(typeof(CamelCaseEnum<PairSource>))]
public enum PairSource
{
    /// <summary>The shadow step: pairs are judged there, nowhere else.</summary>
    Shadow,
}
