using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What becomes of data that a version may have influenced that was wrong.</summary>
[JsonConverter(typeof(CamelCaseEnum<TaintedData>))]
public enum TaintedData
{
    /// <summary>No training window takes it, and a run of it waits for a person.</summary>
    LeaveOut,

    /// <summary>It is trained on, and every report says so.</summary>
    Keep,
}
