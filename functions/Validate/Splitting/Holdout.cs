using Landfall.Contracts.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Splitting;

/// <summary>Which rows of the newest dataset the trainer never sees: the table <c>kept</c> and, in it, those <c>held</c>.</summary>
/// <param name="Rows">Rows held out.</param>
/// <param name="Evaluated">Rows of them that are evaluated.</param>
internal sealed record Holdout(LabelColumn Label, long Rows, long Evaluated)
{
    public const string LabelName = "landfall:label";
    public const string KeyName = "landfall:key";
    public const string RowName = "landfall:row";

    /// <returns>Null when the holdout cannot be chosen; the checks say why.</returns>
    public static Holdout? Choose(
        Workbench bench, DatasetTable table, LabelColumn label, IReadOnlyList<string> conditions, HoldoutSpec spec,
        int most, CheckList checks, CancellationToken cancel)
    {
        var keys = SplitKeys.Columns(spec.Split, table);
        var missing = keys.Append(spec.Split.Time ?? keys[0]).FirstOrDefault(key => table.Find(key) is null);
        if (missing is not null)
        {
            checks.FailForGood("holdout", $"The holdout is chosen by {missing}, and there is no such column.", missing);
            return null;
        }

        bench.Run(
            $"CREATE TABLE kept AS SELECT *, {label.Value} AS {Sql.Name(LabelName)}, {SplitKeys.Hash(keys)} AS "
            + $"{Sql.Name(KeyName)}, {SplitKeys.Hash(table.Columns.Select(c => c.Name))} AS {Sql.Name(RowName)} "
            + $"FROM {Sql.Name(table.Name)} WHERE {string.Join(" AND ", conditions.Append($"{label.Value} IS NOT NULL"))}",
            cancel);
        var all = bench.Count("SELECT count(*) FROM kept", cancel);
        bench.Run($"CREATE TABLE held AS {Chosen(spec, all)}", cancel);
        bench.Run(
            $"CREATE TABLE asked AS SELECT (row_number() OVER (ORDER BY {First(spec)}{Sql.Name(RowName)}, kept.rowid)) - 1 AS row, "
            + $"kept.* FROM kept JOIN held ON kept.rowid = held.id QUALIFY row < {most} ORDER BY row", cancel);

        var row = bench.Row($"SELECT count(*), count(DISTINCT {Sql.Name(LabelName)}) FROM asked", cancel);
        var holdout = new Holdout(
            label, bench.Count("SELECT count(*) FROM held", cancel), Convert.ToInt64(row[0]));
        Judge(holdout, all, Convert.ToInt64(row[1]), checks);
        return holdout;
    }

    /// <summary>Where only some rows can be evaluated, groups stay whole: half a query is another question.</summary>
    private static string First(HoldoutSpec spec) => spec.Split.Group is null ? "" : $"{Sql.Name(KeyName)}, ";

    private static void Judge(Holdout holdout, long all, long classes, CheckList checks)
    {
        var share = ColumnChecks.Share(holdout.Rows, all);
        if (holdout.Rows == 0 || holdout.Rows == all)
            checks.FailForGood("holdout", $"{share} are held out: nothing is left to {(holdout.Rows == 0 ? "evaluate" : "train")} on.");
        else if (classes < 2)
            checks.FailForGood("holdout", $"{share} are held out, and all of them have the same label.");
        else if (holdout.Evaluated < holdout.Rows)
            checks.Warn("holdout", $"{share} are held out; {holdout.Evaluated:N0} of them, chosen by hash, are evaluated.");
        else
            checks.Pass("holdout", $"{share} are held out.");
    }

    private static string Chosen(HoldoutSpec spec, long all) => spec.Split.Time is { } time
        ? $"SELECT rowid AS id, {Sql.Name(KeyName)} AS key FROM kept ORDER BY {Sql.Name(time)} DESC NULLS LAST, "
            + $"{Sql.Name(RowName)}, rowid LIMIT {(long)Math.Round(all * spec.Fraction)}"
        : $"SELECT rowid AS id, {Sql.Name(KeyName)} AS key FROM kept WHERE {SplitKeys.IsBelow(Sql.Name(KeyName), spec.Fraction)}";
}
