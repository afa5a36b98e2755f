using Landfall.Contracts.Agent;
using Landfall.Domain.Drift;

namespace Landfall.Domain.Watching.Inputs;

/// <summary>
/// What live inputs are compared with: the profile that Validate kept of the run's newest dataset. It has no personal columns, no times and
/// nothing that the label is made of.
/// </summary>
public sealed record InputBaseline(IReadOnlyList<ColumnProfile> Columns)
{
    /// <summary>More columns are not watched: an agent is given the bins in one environment variable.</summary>
    public const int MostColumns = 40;

    /// <summary>Characters of a word; a column with longer ones is of texts and not of words.</summary>
    private const int LongestWord = 100;

    public static InputBaseline Of(DataProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new([.. profile.Columns.Where(IsCounted).Take(MostColumns)]);
    }

    public IReadOnlyList<InputBins> Bins =>
    [
        .. Columns.Select(column => column.Numeric is { } numbers
            ? new InputBins(column.Name, Edges: numbers.Edges)
            : new InputBins(column.Name, Values: [.. column.Category!.Top.Select(top => top.Value)])),
    ];

    private static bool IsCounted(ColumnProfile column) => column switch
    {
        { Numeric: { } numbers } => numbers.Rows > numbers.Nulls,
        { Category: { } words } => words.Top.Count > 0 && words.Top.All(top => top.Value.Length <= LongestWord),
        _ => false,
    };
}
