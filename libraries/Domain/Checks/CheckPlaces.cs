using Landfall.Contracts.Documents;

namespace Landfall.Domain.Checks;

/// <summary>Who is asked, in words.</summary>
public static class CheckPlaces
{
    public static string Of(CheckSpec check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return check.Kind switch
        {
            CheckKind.Github => $"{check.Workflow} of {check.Repository} at {check.Ref}, GitHub",
            CheckKind.AzurePipelines => $"pipeline {check.Workflow} of {check.Repository} at {check.Ref}, Azure DevOps",
            _ => Uri.TryCreate(check.Url, UriKind.Absolute, out var url) ? url.Host : "a webhook",
        };
    }
}
