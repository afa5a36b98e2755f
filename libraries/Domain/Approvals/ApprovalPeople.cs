using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Approvals;

/// <summary>Who is asked: the people of the plan's groups, without those who must not decide and those whom access keeps out.</summary>
public static class ApprovalPeople
{
    private const string Author = "author";

    /// <exception cref="TerminalFailure">Fewer people are left than have to say yes.</exception>
    public static IReadOnlyList<string> Asked(ApprovalPlan plan, ModelPipeline pipeline, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(environment);
        var asked = Deciders(plan.By, pipeline, environment);
        return asked.Count >= plan.Quorum && asked.Count > 0
            ? asked
            : throw new TerminalFailure(
                $"{asked.Count} people of {string.Join(", ", plan.By)} may decide about {pipeline.Metadata.Name}, "
                + $"{plan.Quorum} have to. Add people to these groups of the environment, or lower the quorum."
                + (environment.Access is null ? "" : " Where its access names approvers for the pipeline, only they count."));
    }

    /// <summary>Those above who are asked as well when nobody decided; without those who must not, and may be nobody.</summary>
    public static IReadOnlyList<string> Above(ApprovalPlan plan, ModelPipeline pipeline, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(environment);
        return
        [
            .. (plan.EscalateTo ?? []).SelectMany(group => Members(group, environment)).Where(environment.People.ContainsKey)
                .Except(Excluded(pipeline, environment), StringComparer.OrdinalIgnoreCase)
                .Where(person => AccessRules.MayDecide(environment, person, pipeline.Metadata.Name)).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>People of these groups, without those who must not decide and those whom access keeps out; may be nobody.</summary>
    internal static IReadOnlyList<string> Deciders(IEnumerable<string> groups, ModelPipeline pipeline, EnvironmentSpec environment) =>
    [
        .. groups.SelectMany(group => Members(group, environment))
            .Where(environment.People.ContainsKey)
            .Except(Excluded(pipeline, environment), StringComparer.OrdinalIgnoreCase)
            .Where(person => AccessRules.MayDecide(environment, person, pipeline.Metadata.Name))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Excluded(ModelPipeline pipeline, EnvironmentSpec environment) =>
        (pipeline.Spec.Approve?.NotBy ?? []).SelectMany(who => Members(who == Author ? pipeline.Metadata.Owner : who, environment));

    internal static IEnumerable<string> Members(string who, EnvironmentSpec environment) =>
        environment.Groups.TryGetValue(who, out var members) ? members : [who];
}
