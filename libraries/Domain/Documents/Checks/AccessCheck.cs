using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Access is given to people who exist, for pipelines that can be meant, and somebody can change it again.</summary>
internal static class AccessCheck
{
    public static IEnumerable<Finding> Of(EnvironmentDocument environment)
    {
        if (environment.Spec.Access is not { } access)
            return [];

        var lockedOut = access.Any(entry => entry.Role == AccessRole.Admin && People(entry, environment.Spec).Any())
            ? Enumerable.Empty<Finding>()
            : [new("spec.access", "Nobody is admin: nobody could change this document again.", "one entry with role: admin and somebody in it")];
        return access.SelectMany((entry, index) => Of(entry, $"spec.access[{index}]", environment.Spec)).Concat(lockedOut);
    }

    private static IEnumerable<Finding> Of(AccessSpec entry, string path, EnvironmentSpec spec)
    {
        var known = spec.Groups.Keys.Concat(spec.People.Keys).ToList();
        foreach (var (who, index) in entry.Of.Select((who, index) => (who, index)))
        {
            if (!known.Contains(who))
                yield return new($"{path}.of[{index}]", $"There is no group or person '{who}'.", $"one of: {string.Join(", ", known)}", DidYouMean.Hint(who, known));
        }

        foreach (var (pattern, index) in entry.Pipelines.Select((pattern, index) => (pattern, index)))
        {
            if (!NamePattern.IsValid(pattern))
                yield return new($"{path}.pipelines[{index}]", $"'{pattern}' can mean no pipeline.", "lower-case letters, digits, hyphens and *, such as flights-*");
        }

        if (entry.Role == AccessRole.Admin && entry.Pipelines.Count > 0)
            yield return new($"{path}.pipelines", "An admin is for the whole platform.", "no pipelines, or role: operator");
    }

    private static IEnumerable<string> People(AccessSpec entry, EnvironmentSpec spec) =>
        entry.Of.SelectMany(who => spec.Groups.GetValueOrDefault(who) ?? [who]).Where(spec.People.ContainsKey);
}
