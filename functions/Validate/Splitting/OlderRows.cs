using Landfall.Contracts.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Validate.Splitting;

/// <summary>
/// Rows of earlier datasets join the training part with the columns of the newest. Where rows are held out by a key,
/// earlier rows of the same key are left out: else the trainer would know what it is asked about.
/// </summary>
internal static class OlderRows
{
    public static void Prepare(Workbench bench, DatasetTable newest, CancellationToken cancel) => bench.Run(
        $"CREATE TABLE older AS SELECT {Sql.Names(newest.Columns.Select(c => c.Name))}, {Sql.Name(Holdout.LabelName)} "
        + "FROM kept LIMIT 0", cancel);

    public static void Add(
        Workbench bench, DatasetTable newest, DatasetTable older, LabelColumn label, IReadOnlyList<string> conditions,
        SplitSpec split, CancellationToken cancel)
    {
        var columns = newest.Columns.Select(column => older.Find(column.Name) is { } known
            ? $"TRY_CAST({known.Quoted} AS {column.SqlType}) AS {column.Quoted}"
            : $"CAST(NULL AS {column.SqlType}) AS {column.Quoted}");
        var alike = $"SELECT {string.Join(", ", columns)} FROM {Sql.Name(older.Name)}";
        var filters = conditions.Append($"{label.Value} IS NOT NULL");
        if (split.Time is null)
            filters = filters.Append($"{SplitKeys.Hash(SplitKeys.Columns(split, newest))} NOT IN (SELECT key FROM held)");
        bench.Run(
            $"INSERT INTO older SELECT *, {label.Value} FROM ({alike}) WHERE {string.Join(" AND ", filters)}", cancel);
        bench.Run($"DROP TABLE {Sql.Name(older.Name)}", cancel);
    }
}
