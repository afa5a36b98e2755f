using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>What somebody may do.</summary>
[JsonConverter(typeof(CamelCaseEnum<AccessRole>))]
public enum AccessRole
{
    /// <summary>Looks at runs, models, records and documents.</summary>
    Viewer,

    /// <summary>Steers runs and rollouts, asks for new ones, and applies pipelines and contracts.</summary>
    Operator,

    /// <summary>Decides about versions and about data in quarantine, where asked.</summary>
    Approver,

    /// <summary>Everything, of every pipeline; alone applies environments and policies.</summary>
    Admin,
}
