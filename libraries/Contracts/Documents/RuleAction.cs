using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What happens to rows that break a rule.</summary>
[JsonConverter(typeof(CamelCaseEnum<RuleAction>))]
public enum RuleAction
{
    /// <summary>The dataset fails when more than the allowed share breaks the rule.</summary>
    Fail,

    /// <summary>The rows are left out; the dataset fails when more than the allowed share breaks the rule.</summary>
    Drop,

    /// <summary>The report says so.</summary>
    Warn,
}
