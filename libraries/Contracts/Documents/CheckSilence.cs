using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What becomes of a required check that gave no answer. It is unknown, never a yes.</summary>
[JsonConverter(typeof(CamelCaseEnum<CheckSilence>))]
public enum CheckSilence
{
    /// <summary>A person decides, whatever <c>approve.when</c> says.</summary>
    Ask,

    /// <summary>The run ends refused.</summary>
    Fail,
}
