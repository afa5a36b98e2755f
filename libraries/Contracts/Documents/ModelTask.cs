using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What kind of prediction a model makes.</summary>
[JsonConverter(typeof(CamelCaseEnum<ModelTask>))]
public enum ModelTask
{
    /// <summary>Yes or no, with a score.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>An order.</summary>
    Ranking,
}
