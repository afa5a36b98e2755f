using Landfall.Contracts.Documents;

namespace Landfall.Domain.Landing;

/// <summary>What a dataset is trained with and compared to. Pure.</summary>
/// <param name="Window">The other datasets of the training window, oldest first. Later ones than this do not belong to it.</param>
/// <param name="Last">The dataset accepted last, of those that count; null for a first one.</param>
/// <param name="LeftOut">Tainted datasets that would be in the window otherwise, with their marks.</param>
/// <param name="Kept">Tainted datasets that are in the window, because the pipeline says so.</param>
/// <param name="Own">The mark on the dataset itself; null where there is none.</param>
/// <param name="Keeps">Whether the pipeline keeps what is tainted.</param>
public sealed record DatasetPast(
    IReadOnlyList<AcceptedDataset> Window, AcceptedDataset? Last, IReadOnlyList<(AcceptedDataset Dataset, TaintMark Mark)> LeftOut,
    IReadOnlyList<(AcceptedDataset Dataset, TaintMark Mark)> Kept, TaintMark? Own, bool Keeps)
{
    /// <param name="before">Accepted datasets that were closed no later, oldest first.</param>
    /// <param name="marks">The marks that hold, by digest.</param>
    public static DatasetPast Of(
        DatasetManifest newest, IReadOnlyList<AcceptedDataset> before, IReadOnlyDictionary<string, TaintMark> marks, DataSpec data)
    {
        ArgumentNullException.ThrowIfNull(newest);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(data);

        var keeps = data.Tainted == TaintedData.Keep;
        var counted = keeps ? before : [.. before.Where(dataset => !marks.ContainsKey(dataset.Dataset.Digest))];
        var window = In(data.Window, newest, counted);
        var left = In(data.Window, newest, before).Except(window);
        return new(
            window, counted.Count == 0 ? null : counted[^1], Marked(left, marks), Marked(window, marks),
            marks.GetValueOrDefault(newest.Digest), keeps);
    }

    private static IReadOnlyList<AcceptedDataset> In(
        WindowSpec window, DatasetManifest newest, IReadOnlyList<AcceptedDataset> datasets) => window switch
        {
            { Last: { } last } => [.. datasets.TakeLast(Math.Max(0, last - 1))],
            { Days: { } days } => [.. datasets.Where(dataset => dataset.ClosedAt >= newest.ClosedAt.AddDays(-days))],
            _ => [],
        };

    private static IReadOnlyList<(AcceptedDataset, TaintMark)> Marked(
        IEnumerable<AcceptedDataset> datasets, IReadOnlyDictionary<string, TaintMark> marks) =>
        [.. datasets.Where(dataset => marks.ContainsKey(dataset.Dataset.Digest)).Select(dataset => (dataset, marks[dataset.Dataset.Digest]))];
}
