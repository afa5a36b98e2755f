using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>Who is asked for an outside check, and how.</summary>
[JsonConverter(typeof(CamelCaseEnum<CheckKind>))]
public enum CheckKind
{
    /// <summary>A GitHub Actions workflow, by <c>workflow_dispatch</c>.</summary>
    Github,

    /// <summary>A pipeline of Azure DevOps, by its runs.</summary>
    AzurePipelines,

    /// <summary>Any address, by a POST that is signed by the rules of Standard Webhooks.</summary>
    Webhook,
}
