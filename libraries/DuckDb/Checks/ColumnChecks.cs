using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;

namespace Landfall.DuckDb.Checks;

/// <summary>The columns against the contract: what can be counted is counted in one pass.</summary>
public static class ColumnChecks
{
    /// <param name="CountBad">An expression over <paramref name="From"/>: rows, or values with how often they occur.</param>
    private sealed record Probe(string Name, string Column, string From, string CountBad, string Expected);

    public static void Run(Workbench bench, DatasetTable table, ContractSpec contract, CheckList checks, CancellationToken cancel)
    {
        var probes = new List<Probe>();
        foreach (var wanted in contract.Columns)
        {
            var found = table.Columns.FirstOrDefault(c => c.Name == wanted.Name);
            if (found is null)
            {
                checks.Fail("column", $"The column {wanted.Name} is missing; {Columns(table)}.", wanted.Name);
                continue;
            }

            checks.Add(found.Type == wanted.Type, "type", $"{wanted.Name} is {found.TypeWord}.",
                $"{wanted.Name} is {found.TypeWord}; expected {Word(wanted.Type)}.", wanted.Name);
            if (found.Type == wanted.Type)
                probes.AddRange(Of(table, wanted, found));
        }

        Extra(table, contract, checks);
        Count(bench, table, probes, checks, cancel);
    }

    private static void Extra(DatasetTable table, ContractSpec contract, CheckList checks)
    {
        var extra = table.Columns.Select(c => c.Name).Except(contract.Columns.Select(c => c.Name)).ToList();
        if (!contract.ExtraColumns)
            checks.Add(extra.Count == 0, "extra columns", "There is no column beyond the contract.",
                $"The contract does not know {string.Join(", ", extra)}.");
    }

    private static void Count(
        Workbench bench, DatasetTable table, List<Probe> probes, CheckList checks, CancellationToken cancel)
    {
        var bad = new Dictionary<Probe, long>();
        try
        {
            foreach (var place in probes.GroupBy(probe => probe.From))
            {
                var row = bench.Row($"SELECT {string.Join(", ", place.Select(probe => $"CAST({probe.CountBad} AS BIGINT)"))} FROM {place.Key}", cancel);
                foreach (var (probe, value) in place.Zip(row))
                    bad[probe] = Convert.ToInt64(value ?? 0L);
            }
        }
        catch (QueryFailure failure)
        {
            checks.Fail("columns", $"The columns cannot be compared with the contract: {failure.Message}");
            return;
        }

        foreach (var probe in probes)
        {
            var count = bad[probe];
            checks.Add(count == 0, probe.Name, $"{probe.Column}: {probe.Expected}.",
                $"{probe.Column}: {Share(count, table.Rows)} {(count == 1 ? "breaks" : "break")} '{probe.Expected}'.",
                probe.Column);
        }
    }

    private static IEnumerable<Probe> Of(DatasetTable table, ColumnSpec wanted, DataColumn found)
    {
        var counted = ValueCounts.Find(table, found);
        var (from, c) = counted is null ? (Sql.Name(table.Name), found.Quoted) : (counted, "v");
        if (!wanted.Nullable)
        {
            yield return Probe(
                "missing values", counted is null ? $"count(*) - count({c})" : $"{table.Rows} - coalesce(sum(n), 0)", "no value is missing");
        }

        if (wanted.Min is { } min)
            yield return Where("least", $"{c} < {Sql.Number(min)}", $"at least {Plain(min)}");
        if (wanted.Max is { } max)
            yield return Where("greatest", $"{c} > {Sql.Number(max)}", $"at most {Plain(max)}");
        if (wanted.Domain.Count > 0)
        {
            yield return Where(
                "domain", $"CAST({c} AS VARCHAR) NOT IN ({string.Join(", ", wanted.Domain.Select(Sql.Text))})", $"one of {Few(wanted.Domain)}");
        }

        if (wanted.Regex is { } regex)
            yield return Where("regex", $"NOT regexp_full_match({c}, {Sql.Text(regex)})", $"matches {regex}");
        if (wanted.Unique)
        {
            yield return Probe(
                "unique", counted is null ? $"count({c}) - count(DISTINCT {c})" : "coalesce(sum(n), 0) - count(*)", "no value occurs twice");
        }

        Probe Probe(string name, string bad, string expected) => new(name, wanted.Name, from, bad, expected);

        Probe Where(string name, string condition, string expected) => Probe(
            name, counted is null ? $"count(*) FILTER (WHERE {condition})" : $"coalesce(sum(n) FILTER (WHERE {condition}), 0)", expected);
    }

    public static string Share(long count, long rows) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {rows:N0} rows ({(rows == 0 ? 0 : 100.0 * count / rows):0.###} %)");

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Few(IReadOnlyList<string> values) =>
        values.Count <= 6 ? string.Join(", ", values) : $"{string.Join(", ", values.Take(5))} and {values.Count - 5} more";

    private static string Columns(DatasetTable table) => $"there are {Few([.. table.Columns.Select(c => c.Name)])}";

    private static string Word(ColumnType type) => type.ToString().ToLowerInvariant();
}
