using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Named sets of values for everything a pipeline leaves out.</summary>
[JsonConverter(typeof(CamelCaseEnum<Preset>))]
public enum Preset
{
    /// <summary>For models whose mistakes are costly: long steps, two approvals.</summary>
    Careful,

    /// <summary>For most models.</summary>
    Standard,

    /// <summary>For development and models that can do little harm.</summary>
    Fast,
}
