using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Notifications;

/// <summary>Who is told how a champion is doing: the owner of its pipeline, else those who may approve its versions.</summary>
public static class Owners
{
    /// <returns>People of the environment, at least one.</returns>
    /// <exception cref="TerminalFailure">There is nobody.</exception>
    public static IReadOnlyList<string> Of(ModelPipeline pipeline, EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(environment);
        var owner = People([pipeline.Metadata.Owner], environment);
        var told = owner.Count > 0 ? owner : People(pipeline.Spec.Approve.By, environment);
        return told.Count > 0
            ? told
            : throw new TerminalFailure(
                $"Nobody can be told about {pipeline.Metadata.Name}: its owner '{pipeline.Metadata.Owner}' is neither a group nor a "
                + $"person of the environment, and nobody is in {string.Join(", ", pipeline.Spec.Approve.By)}. Add people to one of them.");
    }

    private static List<string> People(IEnumerable<string> who, EnvironmentSpec environment) =>
    [
        .. who.SelectMany(name => environment.Groups.GetValueOrDefault(name) ?? [name])
            .Where(environment.People.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
