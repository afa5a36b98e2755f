using System.Text.RegularExpressions;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>The workspace of a mirror is named by its whole resource id: a name alone would not say which one.</summary>
internal static partial class RegistryCheck
{
    public static IEnumerable<Finding> Of(EnvironmentDocument environment)
    {
        if (environment.Spec.Registry?.AzureMachineLearning is { } mirror && !Workspace().IsMatch(mirror.Workspace))
        {
            yield return new(
                "spec.registry.azureMachineLearning.workspace", $"'{mirror.Workspace}' is no resource id of a workspace.",
                "/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.MachineLearningServices/workspaces/<name>",
                "It is shown by: az ml workspace show --name <name> --resource-group <group> --query id");
        }
    }

    [GeneratedRegex(
        @"^/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[\w.()-]{1,90}"
        + @"/providers/Microsoft\.MachineLearningServices/workspaces/[A-Za-z0-9][\w-]{1,32}\z", RegexOptions.IgnoreCase)]
    private static partial Regex Workspace();
}
