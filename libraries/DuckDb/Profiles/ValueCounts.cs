using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Profiles;

/// <summary>
/// How often each value of a column occurs, counted once where there are few different ones: what is asked of the column afterwards is
/// asked of them, and not of every row again. A table of the workbench with the columns <c>v</c> and <c>n</c>.
/// </summary>
internal static class ValueCounts
{
    /// <summary>Above it a table of values is no smaller than the column.</summary>
    private const long Few = 100_000;

    /// <param name="distinct">Different values of the column, about.</param>
    public static void Make(Workbench bench, DatasetTable table, DataColumn column, long distinct, CancellationToken cancel)
    {
        if (distinct > Few)
            return;

        var name = Sql.Name($"{table.Name}: values of {column.Name}");
        bench.Run(
            $"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {column.Quoted} AS v, count(*) AS n FROM {Sql.Name(table.Name)} "
            + $"WHERE {column.Quoted} IS NOT NULL GROUP BY 1", cancel);
        table.Counted[column.Name] = name;
    }

    /// <returns>Null where they were not counted.</returns>
    public static string? Find(DatasetTable table, DataColumn column) => table.Counted.GetValueOrDefault(column.Name);

    /// <returns>What can be selected from with <c>v</c> and <c>n</c> either way, without missing values.</returns>
    public static string Or(DatasetTable table, DataColumn column) => Find(table, column)
        ?? $"(SELECT {column.Quoted} AS v, 1 AS n FROM {Sql.Name(table.Name)} WHERE {column.Quoted} IS NOT NULL)";
}
