using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Groups consist of people who exist, and people are reached by channels that exist.</summary>
internal static class PeopleCheck
{
    public static IEnumerable<Finding> Of(EnvironmentDocument environment)
    {
        var spec = environment.Spec;
        var strangers =
            from @group in spec.Groups
            from member in @group.Value.Select((id, index) => (Id: id, Index: index))
            where !spec.People.ContainsKey(member.Id)
            select Unknown($"spec.groups.{@group.Key}[{member.Index}]", "person", member.Id, spec.People.Keys);
        var unreached =
            from person in spec.People
            from channel in person.Value.Channels.Select((name, index) => (Name: name, Index: index))
            where !spec.Channels.ContainsKey(channel.Name)
            select Unknown(
                $"spec.people.{person.Key}.channels[{channel.Index}]", "channel", channel.Name, spec.Channels.Keys);
        return strangers.Concat(unreached);
    }

    private static Finding Unknown(string path, string what, string name, IEnumerable<string> known) =>
        new(path, $"There is no {what} '{name}'.", $"one of: {string.Join(", ", known)}", DidYouMean.Hint(name, known));
}
