using Landfall.Contracts.Documents;

namespace Landfall.Domain.Access;

/// <param name="Message">What was refused, and who could do it.</param>
/// <param name="Hint">What to do next.</param>
public sealed record AccessRefusal(string Message, string Hint);

/// <summary>May this caller do that? Pure. An environment that says nothing about access lets everybody do everything.</summary>
public static class AccessRules
{
    private static readonly Dictionary<AccessAct, (AccessRole[] Enough, string Word)> Table = new()
    {
        [AccessAct.View] = ([AccessRole.Viewer, AccessRole.Operator, AccessRole.Approver, AccessRole.Admin], "look at"),
        [AccessAct.Operate] = ([AccessRole.Operator, AccessRole.Admin], "operate"),
        [AccessAct.Decide] = ([AccessRole.Approver, AccessRole.Admin], "decide about"),
        [AccessAct.Administer] = ([AccessRole.Admin], "administer"),
    };

    /// <param name="environment">Null where none is applied yet.</param>
    /// <param name="pipeline">Null for what belongs to no pipeline: then a role for any of them counts.</param>
    /// <returns>Null when the caller may.</returns>
    public static AccessRefusal? Refusal(EnvironmentSpec? environment, Caller caller, AccessAct act, string? pipeline)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (environment?.Access is not { } access)
            return null;

        var (enough, word) = Table[act];
        if (caller.Roles.Any(enough.Contains) || (caller.Person is { } person && Holds(environment, enough, pipeline).Contains(person)))
            return null;
        // Nobody is named for it: then whom the pipeline asks decides, and only they.
        if (act == AccessAct.Decide && !NamesApprovers(access, pipeline))
            return null;

        var who = Holds(environment, enough, pipeline).Order(StringComparer.Ordinal).ToList();
        return new(
            $"{caller.Name} may not {word} {pipeline ?? "the platform"}: that takes the role {Roles(enough)}. "
            + $"These have it: {(who.Count > 0 ? string.Join(", ", who) : "nobody")}.",
            "Ask one of them, or let an admin add you under spec.access of the Environment and apply it: landfall pipeline apply FILE.");
    }

    /// <summary>Whether a person may be asked to decide about a pipeline: all may where no approver is named for it.</summary>
    public static bool MayDecide(EnvironmentSpec environment, string person, string pipeline)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Refusal(environment, new(person, person, []), AccessAct.Decide, pipeline) is null;
    }

    private static bool NamesApprovers(IReadOnlyList<AccessSpec> access, string? pipeline) =>
        access.Any(entry => entry.Role == AccessRole.Approver && Covers(entry, pipeline));

    private static HashSet<string> Holds(EnvironmentSpec environment, AccessRole[] enough, string? pipeline) =>
    [
        .. (environment.Access ?? []).Where(entry => enough.Contains(entry.Role) && Covers(entry, pipeline))
            .SelectMany(entry => entry.Of).SelectMany(who => environment.Groups.GetValueOrDefault(who) ?? [who]),
    ];

    private static bool Covers(AccessSpec entry, string? pipeline) =>
        entry.Role == AccessRole.Admin || entry.Pipelines.Count == 0 || pipeline is null
        || entry.Pipelines.Any(pattern => NamePattern.Fits(pattern, pipeline));

    private static string Roles(AccessRole[] enough) => enough.Length == 1
        ? Word(enough[0]) : $"{string.Join(", ", enough[..^1].Select(Word))} or {Word(enough[^1])}";

    private static string Word(AccessRole role) => role.ToString().ToLowerInvariant();
}
