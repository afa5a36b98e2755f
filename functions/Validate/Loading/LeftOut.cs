using Landfall.Domain.Storage;

namespace Landfall.Functions.Validate.Loading;

/// <summary>A dataset without the landings that a person did not want. Its digest stays that of everything that landed.</summary>
internal static class LeftOut
{
    /// <exception cref="TerminalFailure">A name is none of its landings, or nothing is left.</exception>
    public static DatasetManifest Of(DatasetManifest dataset, IReadOnlyList<string>? names)
    {
        if (names is not { Count: > 0 })
            return dataset;

        var unknown = names.Except(dataset.Landings.Select(landing => landing.Name), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new TerminalFailure(
                $"{unknown[0]} is no file of dataset {dataset.Name}, so it cannot be left out. Its files stand in the report.");

        var rest = dataset.Landings.Where(landing => !names.Contains(landing.Name, StringComparer.Ordinal)).ToList();
        return rest.Count > 0
            ? dataset with { Landings = rest }
            : throw new TerminalFailure($"Nothing of dataset {dataset.Name} would be left. Refuse it instead.");
    }
}
