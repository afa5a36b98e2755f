using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Domain.Runs;
using Landfall.Domain.Storage;

namespace Landfall.Functions.Console.Runs;

/// <summary>Looks at a wish about quarantined data before it is passed on: may this person, and is there such a file?</summary>
public sealed class ReleaseDesk(PinnedDocuments documents, IBlobStore blobs)
{
    /// <returns>Null when the person may decide about the data of this run.</returns>
    public async Task<RunRefusal?> Refusal(Run run, Asking asking, CancellationToken cancel)
    {
        var pipeline = await documents.Pipeline(run, cancel);
        var environment = await documents.Environment(run, cancel);
        return ReleaseRules.Refusal(asking.By, RunPlanner.Plan(pipeline.Spec).Approval, pipeline, environment.Spec) is { } why
            ? new(StatusCodes.Status403Forbidden, "mayNotDecide", why, "Ask one of them, or add the person to the group in the Environment.")
            : null;
    }

    /// <summary>Landings by their whole name, or by the end of it where that is clear.</summary>
    /// <returns>Whole names, or why they cannot be left out.</returns>
    public async Task<(IReadOnlyList<string>? Names, RunRefusal? Refused)> Landings(
        Run run, IReadOnlyList<string>? wanted, CancellationToken cancel)
    {
        if (wanted is not { Count: > 0 })
            return (null, null);

        var dataset = await blobs.NeedJson<DatasetManifest>(Paths.Dataset(run.Pipeline, run.Dataset.Digest), cancel);
        var names = new List<string>();
        foreach (var name in wanted)
        {
            var found = dataset.Landings.Select(landing => landing.Name)
                .Where(landing => landing == name || landing.EndsWith($"/{name}", StringComparison.Ordinal)).ToList();
            if (found is not [var only])
                return (null, No($"'{name}' means {found.Count} files of dataset {dataset.Name}.", "Name one file as the report does."));
            names.Add(only);
        }

        return names.Distinct(StringComparer.Ordinal).Count() < dataset.Landings.Count
            ? ([.. names.Distinct(StringComparer.Ordinal)], null)
            : (null, No($"Nothing of dataset {dataset.Name} would be left.", "Refuse the data instead: landfall quarantine refuse"));
    }

    private static RunRefusal No(string message, string hint) =>
        new(StatusCodes.Status422UnprocessableEntity, "notLeftOut", message, hint);
}
