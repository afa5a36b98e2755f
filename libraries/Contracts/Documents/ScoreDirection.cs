using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Which way a score may move.</summary>
[JsonConverter(typeof(CamelCaseEnum<ScoreDirection>))]
public enum ScoreDirection
{
    /// <summary>It must not fall.</summary>
    Increase,

    /// <summary>It must not rise.</summary>
    Decrease,
}
