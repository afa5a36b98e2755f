using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Approvals;

/// <summary>Who may let quarantined data pass, or refuse it: the people who may decide about the pipeline's models. Pure.</summary>
public static class ReleaseRules
{
    /// <param name="by">A person's id in the Environment, or the mail address that signs in.</param>
    /// <returns>Null when the person may, else why not and who may.</returns>
    public static string? Refusal(string by, ApprovalPlan plan, ModelPipeline pipeline, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(environment);
        IReadOnlyList<string> may;
        try
        {
            may = ApprovalPeople.Asked(plan with { Quorum = 1 }, pipeline, environment);
        }
        catch (TerminalFailure nobody)
        {
            return nobody.Message;
        }

        return may.Any(id => Same(id, by) || Same(environment.People[id].Email, by))
            ? null
            : $"{by} may not decide about the data of {pipeline.Metadata.Name}. These may: {string.Join(", ", may)}.";
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
