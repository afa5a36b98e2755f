using Landfall.Contracts.Documents;
using Landfall.Domain.Access;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Targets of events can be told apart, are reached over https, and are for pipelines that can be meant.</summary>
internal static class EventTargetCheck
{
    public static IEnumerable<Finding> Of(EnvironmentDocument environment)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (target, index) in environment.Spec.Events.Select((target, index) => (target, index)))
        {
            var path = $"spec.events[{index}]";
            if (!names.Add(target.Name))
                yield return new($"{path}.name", $"There are two targets '{target.Name}'.", "a name of its own");
            if (Uri.TryCreate(target.Url, UriKind.Absolute, out var url) && !SecureAddress.Is(url))
                yield return new($"{path}.url", "Events are not sent in the clear.", SecureAddress.Expected);
            foreach (var (pattern, at) in target.Pipelines.Select((pattern, at) => (pattern, at)))
            {
                if (!NamePattern.IsValid(pattern))
                    yield return new($"{path}.pipelines[{at}]", $"'{pattern}' can mean no pipeline.", "lower-case letters, digits, hyphens and *, such as flights-*");
            }
        }
    }
}
