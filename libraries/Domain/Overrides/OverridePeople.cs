using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Approvals;

namespace Landfall.Domain.Overrides;

/// <summary>The documents that say who is who about a run.</summary>
/// <param name="Environment">As it is now: who was taken off the list does nothing more.</param>
public sealed record OverrideCircle(ModelPipeline Pipeline, PolicySpec Policy, EnvironmentSpec Environment);

/// <summary>
/// Who asks, who confirms and who is told. Whoever may steer the pipeline may ask, its author too; only who may approve a
/// risky version of it confirms. Pure.
/// </summary>
public static class OverridePeople
{
    /// <summary>
    /// Those who may approve at high risk: the policy's groups for it, else the pipeline's; never whom the pipeline excludes.
    /// </summary>
    public static IReadOnlyList<string> Confirmers(OverrideCircle circle)
    {
        ArgumentNullException.ThrowIfNull(circle);
        var groups = circle.Policy.Approvers.High.Count > 0 ? circle.Policy.Approvers.High : circle.Pipeline.Spec.Approve.By;
        return ApprovalPeople.Deciders(groups, circle.Pipeline, circle.Environment);
    }

    /// <summary>Everybody who is to know: who may confirm, and who owns the pipeline.</summary>
    public static IReadOnlyList<string> Told(OverrideCircle circle)
    {
        ArgumentNullException.ThrowIfNull(circle);
        var owners = ApprovalPeople.Members(circle.Pipeline.Metadata.Owner, circle.Environment)
            .Where(circle.Environment.People.ContainsKey);
        return [.. Confirmers(circle).Union(owners, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
    }

    /// <param name="before">What the log amounts to so far.</param>
    /// <returns>Why this caller may not do that, and who may; null when they may.</returns>
    public static string? Refusal(OverrideAct act, Caller caller, OverrideView before, OverrideCircle circle)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(circle);
        if (caller.Person is not { } person)
            return $"{caller.Name} is nobody whom the environment knows: an override takes two of its people. "
                + "Say who you are by a name of spec.people, or sign in with the mail address that stands there.";

        var confirmers = Confirmers(circle);
        return act switch
        {
            OverrideAct.Confirm when Has(confirmers, person) => null,
            OverrideAct.Confirm =>
                $"{person} may not confirm an override of {circle.Pipeline.Metadata.Name}: that takes who may approve at high risk and is not "
                + $"its author. These may: {Names(confirmers)}.",
            OverrideAct.Withdraw when Spoke(before, person) => null,
            OverrideAct.Ask when !confirmers.Any(other => !OverrideBook.IsSame(other, person)) =>
                $"Nobody but {person} could confirm it, and it takes two people. Add people to the groups that may approve "
                + $"{circle.Pipeline.Metadata.Name} in the environment.",
            _ => MaySteer(caller, person, confirmers, circle),
        };
    }

    private static string? MaySteer(Caller caller, string person, IReadOnlyList<string> confirmers, OverrideCircle circle)
    {
        if (Has(confirmers, person))
            return null;

        return AccessRules.Refusal(circle.Environment, caller, AccessAct.Operate, circle.Pipeline.Metadata.Name) is { } refused
            ? $"{refused.Message} Who may approve it may too: {Names(confirmers)}. {refused.Hint}"
            : null;
    }

    private static bool Spoke(OverrideView before, string person) =>
        (before.AskedBy is { } first && OverrideBook.IsSame(first, person))
        || (before.ConfirmedBy is { } second && OverrideBook.IsSame(second, person));

    private static bool Has(IReadOnlyList<string> people, string person) => people.Contains(person, StringComparer.OrdinalIgnoreCase);

    private static string Names(IReadOnlyList<string> people) => people.Count == 0 ? "nobody" : string.Join(", ", people);
}
