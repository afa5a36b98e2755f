using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens when the interval holds values on both sides of the limit.</summary>
[JsonConverter(typeof(CamelCaseEnum<MarginalAction>))]
public enum MarginalAction
{
    /// <summary>The burden of proof is the candidate's.</summary>
    Fail,

    /// <summary>A person decides, whatever <c>approve.when</c> says.</summary>
    Ask,
}
