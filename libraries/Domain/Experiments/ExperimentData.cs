using Landfall.Contracts.Documents;
using Landfall.Domain.Landing;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Experiments;

/// <param name="Chosen">Null when there is none.</param>
/// <param name="Refusal">Why there is none, and what to do.</param>
public sealed record ChosenData(AcceptedDataset? Chosen, string? Refusal = null, string? Hint = null);

/// <summary>Which data an experiment is made on: only what a delivery has accepted. Pure.</summary>
public static class ExperimentData
{
    /// <summary>A digest is recognised by its beginning, from this many digits on.</summary>
    public const int FewestDigits = 12;

    private const int Shown = 5;

    /// <param name="accepted">All of the pipeline, oldest first.</param>
    /// <param name="marks">The marks that hold, by digest.</param>
    /// <param name="wanted">A name below the prefix, a whole name, or a digest; null for the newest that is not tainted.</param>
    public static ChosenData Choose(
        IReadOnlyList<AcceptedDataset> accepted, IReadOnlyDictionary<string, TaintMark> marks, DataSpec data, string? wanted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(data);

        var keeps = data.Tainted == TaintedData.Keep;
        bool IsTainted(AcceptedDataset dataset) => !keeps && marks.ContainsKey(dataset.Dataset.Digest);
        if (wanted is null)
        {
            return accepted.LastOrDefault(dataset => !IsTainted(dataset)) is { } newest ? new(newest) : new(
                null,
                accepted.Count == 0 ? "No dataset of this pipeline was accepted yet" : "All its accepted datasets are marked as tainted",
                "An experiment runs on data that a delivery has accepted. Land data, or lift a mark: landfall taint PIPELINE --lift");
        }

        var found = accepted.LastOrDefault(dataset => Means(wanted, dataset.Dataset, data.Prefix));
        if (found is null)
            return new(null, $"No accepted dataset is called '{wanted}'", Known(accepted, data.Prefix));
        return IsTainted(found) && marks[found.Dataset.Digest] is var mark
            ? new(null, $"{mark.By} marked {found.Dataset.Name} as tainted: {mark.Reason.TrimEnd('.')}",
                "Name another dataset, or lift the mark: landfall taint PIPELINE --lift")
            : new(found);
    }

    /// <summary>
    /// The checks are shown and not applied, as when the dataset was accepted, and without the files that were left out then: else an
    /// experiment would wait for a person, or measure other rows.
    /// </summary>
    public static QuarantineRelease Released(AcceptedDataset accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        return new(accepted.Dataset.Digest, $"run {accepted.Run}", "it accepted this dataset before", accepted.LeftOut);
    }

    /// <summary>Whether a name or a digest, whole or its beginning, means this dataset.</summary>
    public static bool Means(string wanted, DatasetRef dataset, string prefix)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Name == wanted || BackfillRange.Short(dataset.Name, prefix) == wanted.Trim('/')
            || (Paths.Hex(wanted) is { Length: >= FewestDigits } hex
                && Paths.Hex(dataset.Digest).StartsWith(hex, StringComparison.Ordinal));
    }

    private static string Known(IReadOnlyList<AcceptedDataset> accepted, string prefix)
    {
        var names = accepted.TakeLast(Shown).Select(dataset => BackfillRange.Short(dataset.Dataset.Name, prefix)).Distinct();
        return accepted.Count == 0 ? "None was accepted yet: land data first." : $"Accepted last: {string.Join(", ", names)}.";
    }
}
