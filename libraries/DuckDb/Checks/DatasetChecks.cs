using Landfall.Contracts.Documents;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Checks;

/// <summary>The dataset as a whole: that it is there, how much of it, how old.</summary>
public static class DatasetChecks
{
    public static void Rows(DatasetTable table, RowsSpec? rows, CheckList checks)
    {
        if (table.Rows == 0)
        {
            checks.FailForGood("not empty", "The dataset has no rows.");
            return;
        }

        checks.Pass("not empty", $"{table.Rows:N0} rows.");
        if (rows?.Min is { } min)
            checks.Add(table.Rows >= min, "rows", $"{table.Rows:N0} rows, at least {min:N0}.",
                $"{table.Rows:N0} rows; expected at least {min:N0}.");
        if (rows?.Max is { } max)
            checks.Add(table.Rows <= max, "rows", $"{table.Rows:N0} rows, at most {max:N0}.",
                $"{table.Rows:N0} rows; expected at most {max:N0}.");
    }

    /// <param name="closedAt">When the dataset was complete: its age does not grow while it waits for a person.</param>
    public static void Freshness(
        Workbench bench, DatasetTable table, FreshnessSpec? freshness, DateTimeOffset closedAt, CheckList checks,
        CancellationToken cancel)
    {
        if (freshness is null || table.Find(freshness.Column) is not { IsTime: true } column)
            return;

        var newest = bench.Row(
            $"SELECT CAST(max({column.Quoted}) AS TIMESTAMP) FROM {Sql.Name(table.Name)}", cancel)[0];
        if (newest is not DateTime at)
        {
            checks.Fail("freshness", $"{column.Name} dates no row.", column.Name);
            return;
        }

        var age = closedAt.UtcDateTime - at;
        var text = $"The newest row is of {at:yyyy-MM-dd HH:mm} UTC";
        var limit = DurationText.Format(freshness.Within);
        checks.Add(age <= freshness.Within, "freshness", $"{text}, within {limit} of the landing.",
            $"{text}, {Math.Floor(age.TotalDays):N0} days before it landed; the limit is {limit}.", column.Name);
    }
}
