using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What other systems are told about a version.</summary>
[JsonConverter(typeof(CamelCaseEnum<VersionEventKind>))]
public enum VersionEventKind
{
    /// <summary>It is about to answer live requests for the first time in its run.</summary>
    Exposed,

    /// <summary>It answers everybody, and nothing spoke against it.</summary>
    Promoted,

    /// <summary>It answers nobody any more.</summary>
    RolledBack,
}
