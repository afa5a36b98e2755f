using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Who keeps the repository, for pull requests.</summary>
[JsonConverter(typeof(CamelCaseEnum<GitHost>))]
public enum GitHost
{
    /// <summary>github.com, or GitHub Enterprise Server.</summary>
    GitHub,

    /// <summary>Azure DevOps Services or Server.</summary>
    AzureDevOps,
}
