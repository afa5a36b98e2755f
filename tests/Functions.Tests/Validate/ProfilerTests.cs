using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Profiles;
using Landfall.DuckDb.Tables;

namespace Landfall.Functions.Tests.Validate;

/// <summary>Values that are counted once say the same of a column as all of its rows do.</summary>
public sealed class ProfilerTests : IDisposable
{
    private static readonly DatasetManifest Manifest = new("flights", "march", "", "", [], DateTimeOffset.UnixEpoch);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("landfall-profile-");
    private readonly Workbench bench;

    public ProfilerTests() => bench = Workbench.Open(Directory.CreateDirectory(Path.Combine(folder.FullName, "bench")).FullName, new(), default);

    public void Dispose()
    {
        bench.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>Few values, and more than are counted: the ranks are those of the rows either way.</summary>
    [Theory]
    [InlineData("i % 977", 2_000)]
    [InlineData("(i * 7919) % 1000003 / 7.0", 150_000)]
    [InlineData("CASE WHEN i % 3 = 0 THEN NULL ELSE i % 5 END", 1_001)]
    [InlineData("CASE i % 50 WHEN 0 THEN 'Infinity'::DOUBLE WHEN 1 THEN 'NaN'::DOUBLE ELSE i % 11 END", 5_000)]
    public void Quantiles_and_bars_are_those_of_all_rows(string value, int rows)
    {
        var table = Load($"SELECT {value} AS v FROM range({rows}) t(i)");

        var column = Profiler.Of(bench, table, Manifest, null, default).Find("v")!;

        var shares = string.Join(", ", Enumerable.Range(0, 101).Select(i => $"{i / 100.0:0.00}"));
        var quantiles = (List<double>)bench.Row($"SELECT quantile_disc(CAST(v AS DOUBLE), [{shares}]) FROM data", default)[0]!;
        Assert.Equal(quantiles.Where(double.IsFinite), column.Quantiles);
        var bars = column.Edges!.Select((_, bar) => bench.Count(
            $"SELECT count(*) FROM data WHERE v IS NOT NULL AND list_count(list_filter([{Numbers(column.Edges!)}], e -> e <= CAST(v AS DOUBLE))) = {bar}",
            default));
        Assert.Equal(bars, column.Counts!.Take(column.Edges!.Count));
        Assert.Equal(rows - column.Nulls, column.Counts!.Sum());
    }

    [Fact]
    public void Above_two_million_rows_ranks_are_those_of_a_fixed_sample()
    {
        var table = Load("SELECT i / 3.0 AS v FROM range(2_400_000) t(i)");

        var once = Profiler.Of(bench, table, Manifest, null, default).Find("v")!.Quantiles!;

        Assert.Equal(once, Profiler.Of(bench, table, Manifest, null, default).Find("v")!.Quantiles!);
        Assert.All(once.Index().Skip(1).SkipLast(1), one => Assert.InRange(one.Item / 800_000 - (one.Index / 100.0), -0.003, 0.003));
    }

    [Fact]
    public void Of_a_column_that_names_its_rows_no_value_is_frequent()
    {
        var table = Load("SELECT md5(i::VARCHAR) AS id, 'k' || i % 3 AS kind FROM range(120_000) t(i)");

        var profile = Profiler.Of(bench, table, Manifest, null, default);

        Assert.Equal((0, 0), (profile.Find("id")!.Values!.Count, profile.Find("id")!.Counts!.Count));
        Assert.Equal(["k0", "k1", "k2"], profile.Find("kind")!.Values);
        Assert.Equal([40_000, 40_000, 40_000], profile.Find("kind")!.Counts);
        var drift = DriftCheck.Run(bench, table, profile, null, new(DriftBaseline.Training, 0.25, 0.15), [], new(), default).Drift!;
        Assert.Equal((0, 120_000L), (drift.Columns[0].Category!.Top.Count, drift.Columns[0].Category!.Other));
    }

    /// <summary>The same sentences, whether a column's values were counted before or not.</summary>
    [Fact]
    public void The_contract_is_judged_alike_on_rows_and_on_values()
    {
        var contract = new ContractSpec([
            new("code", ColumnType.String, Nullable: false, Regex: "[A-Z]{3}", Domain: ["ABC", "XYZ", "ab"], Unique: true),
            new("n", ColumnType.Integer, Nullable: false, Min: 1, Max: 5),
        ]);
        var table = Load("""
            SELECT CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'ab' WHEN 2 THEN 'QQQ' ELSE 'ABC' END AS code,
              CASE WHEN i % 7 = 0 THEN NULL ELSE i % 9 END AS n FROM range(900) t(i)
            """);

        var onRows = Judged();
        Profiler.Of(bench, table, Manifest, null, default);

        Assert.Equal(onRows, Judged());
        Assert.Equal(7, onRows.Count(check => check.Outcome == CheckOutcome.Fail));

        IReadOnlyList<DataCheck> Judged()
        {
            var checks = new CheckList();
            ContractChecks.Run(bench, table, contract, 1, DateTimeOffset.UnixEpoch, checks, default);
            return checks.All;
        }
    }

    private static string Numbers(IEnumerable<double> values) => string.Join(", ", values.Select(Sql.Number));

    private DatasetTable Load(string select)
    {
        var file = Path.Combine(folder.FullName, "data.parquet");
        bench.Run($"COPY ({select}) TO {Sql.Text(file)} (FORMAT parquet)", default);
        var table = DatasetTable.Load(bench, "data", [new("data.parquet", file)], null, default);
        Assert.Null(table.Problem);
        return table;
    }
}
