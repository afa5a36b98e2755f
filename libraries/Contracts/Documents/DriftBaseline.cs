using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What new data is compared with.</summary>
[JsonConverter(typeof(CamelCaseEnum<DriftBaseline>))]
public enum DriftBaseline
{
    /// <summary>The data the champion was trained on.</summary>
    Training,

    /// <summary>The dataset that landed before.</summary>
    Previous,

    /// <summary>Nothing: drift is not judged.</summary>
    None,
}
