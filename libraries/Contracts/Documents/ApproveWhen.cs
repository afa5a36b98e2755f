using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>When people are asked.</summary>
[JsonConverter(typeof(CamelCaseEnum<ApproveWhen>))]
public enum ApproveWhen
{
    /// <summary>For every candidate.</summary>
    Always,

    /// <summary>When a gate asks, there is no champion, or the delivery policy rates the change as risky.</summary>
    Risk,

    /// <summary>Only when a gate asks, or the delivery policy wants it by the risk.</summary>
    Never,
}
