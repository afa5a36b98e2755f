using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>A proof that is due at the end of a step.</summary>
[JsonConverter(typeof(CamelCaseEnum<StepProof>))]
public enum StepProof
{
    /// <summary>Every proportion judge has proved that the candidate is not worse by more than its margin.</summary>
    Safety,
}
