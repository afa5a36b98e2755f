using Landfall.Domain.Drift;

namespace Landfall.Domain.Watching.Inputs;

/// <summary>
/// How far a window of live inputs is from the baseline: the column that moved most, by the population stability index, as Validate judges
/// new data. A column that chance alone might move so far, or that no request has, says nothing.
/// </summary>
internal static class InputDrift
{
    /// <summary>The distance of distribution functions is not judged here: no column is farther away than 1.</summary>
    private const double NoDistance = 1;

    /// <summary>So many times its rows a window waits for columns that need more of them: the quick ones must not end it every time.</summary>
    private const int Patience = 4;

    public static WatchReading Read(InputBaseline baseline, InputWindow window, WatchRule rule)
    {
        var rows = window.Columns.Count == 0 ? 0 : window.Columns.Max(column => column.Sum());
        if (window.Told == 0)
            return Unknown(
                rule, rows, "no agent that answers counts inputs by these bins; one that was deployed before they were asked for does not");
        if (rows < rule.MinSamples)
            return Unknown(rule, rows, $"{rows:N0} of {rule.MinSamples:N0} rows that a window needs");

        var judged = baseline.Columns
            .Select((column, at) => DriftJudge.Of(column, Live(column, window.Columns[at]), rule.Limit, NoDistance))
            .Where(result => result.Judged).OrderByDescending(result => result.Psi).ToList();
        if (judged.Count == 0)
            return Unknown(rule, rows, $"with {rows:N0} rows chance alone may reach psi {DriftJudge.Number(rule.Limit)} in every column");

        var (most, over) = (judged[0], judged.Count(result => result.Psi > rule.Limit));
        var open = window.Columns.Count(column => column.Sum() > 0) - judged.Count;
        if (over == 0 && open > 0 && rows < Patience * rule.MinSamples)
        {
            return Unknown(
                rule, rows,
                $"{rows:N0} rows; chance alone may reach psi {DriftJudge.Number(rule.Limit)} in {open} of {open + judged.Count} columns");
        }

        return new(
            WatchLimit.Of(most.Psi!.Value, rule.Limit), most.Psi, rule.Limit, rows,
            $"{over} of {judged.Count} columns above psi {DriftJudge.Number(rule.Limit)} in {rows:N0} rows; most in {most.Column}: psi "
            + DriftJudge.Number(most.Psi.Value));
    }

    private static ColumnProfile Live(ColumnProfile column, IReadOnlyList<long> counts)
    {
        var (rows, missing) = (counts.Sum(), counts[^1]);
        return column switch
        {
            { Numeric: { } numbers } => new(
                column.Name, Numeric: new(rows, missing, numbers.Edges, [.. counts.SkipLast(1)], null, null, null)),
            { Category: { } words } => new(
                column.Name,
                Category: new(rows, missing, [.. words.Top.Select((top, at) => new CategoryCount(top.Value, counts[at]))], counts[^2])),
            _ => column,
        };
    }

    private static WatchReading Unknown(WatchRule rule, long rows, string why) => new(WatchOutcome.Unknown, null, rule.Limit, rows, why);
}
