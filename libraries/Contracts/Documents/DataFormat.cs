using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>How the split is handed to the trainer.</summary>
[JsonConverter(typeof(CamelCaseEnum<DataFormat>))]
public enum DataFormat
{
    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>RFC 4180 text with a header.</summary>
    Csv,

    /// <summary>One JSON object per line.</summary>
    Jsonl,
}
