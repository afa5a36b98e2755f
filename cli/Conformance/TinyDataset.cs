using System.Text.Json;
using Landfall.Cli.Data;
using Landfall.Contracts.Agent;
using Landfall.Contracts.Documents;
using Landfall.DuckDb;
using Landfall.DuckDb.Checks;
using Landfall.DuckDb.Tables;

namespace Landfall.Cli.Conformance;

/// <summary>What the rows of a test are made of.</summary>
/// <param name="Label">The name of the label, and the expression that gives it.</param>
internal sealed record TinyShape(LabelSpec Label, ModelTask Task, DataFormat Format, int Rows);

/// <summary>A small training part and the rows a server is asked, laid out as the platform lays them out.</summary>
internal sealed class TinyDataset
{
    /// <summary>A column of each type that a dataset can have, and a label that can be learned.</summary>
    public const string Invented = """
        SELECT TIMESTAMP '2026-01-01 00:00:00' + to_minutes(i * 37) AS "at",
          CAST(i % 97 AS DOUBLE) / 7 AS amount, CAST((i * 7919) % 500 AS BIGINT) AS "count",
          ['north', 'east', 'south', 'west'][1 + CAST((i * 31) % 4 AS INTEGER)] AS kind, i % 3 = 0 AS flag,
          CAST(DATE '2026-01-01' + CAST(i % 28 AS INTEGER) AS DATE) AS "day",
          CASE WHEN (i * 7919) % 500 + 5 * (i % 4) > 260 THEN 1 ELSE 0 END AS outcome
        FROM range(2000) t(i)
        """;

    private readonly DataFolder data;
    private readonly TinyShape shape;
    private readonly LabelColumn label;
    private readonly IReadOnlyList<DataColumn> features;

    private TinyDataset(DataFolder data, TinyShape shape, LabelColumn label, IReadOnlyList<DataColumn> features) =>
        (this.data, this.shape, this.label, this.features) = (data, shape, label, features);

    public IReadOnlyList<DataColumn> Features => features;

    /// <param name="files">Null for invented rows.</param>
    /// <exception cref="CliException">The rows hold no such label.</exception>
    public static TinyDataset Of(DataFolder data, IReadOnlyList<LandedFile>? files, TinyShape shape, CancellationToken cancel)
    {
        var file = Path.Combine(data.Place, "invented.parquet");
        if (files is null)
            data.Bench.Run($"COPY ({Invented}) TO {Sql.Text(file)} (FORMAT parquet)", cancel);

        var all = data.Load("landed", files ?? [new("invented.parquet", file)]);
        data.Bench.Run($"CREATE TABLE tiny AS SELECT * FROM landed LIMIT {shape.Rows}", cancel);
        var table = all with { Name = "tiny", Rows = Math.Min(all.Rows, shape.Rows) };
        var checks = new CheckList();
        var label = LabelCheck.Run(data.Bench, table, shape.Label, shape.Task, checks, cancel);
        if (label is null || checks.Impossible is not null)
            throw new CliException(checks.Impossible ?? "There is no label.", "Name it with --label, or give a pipeline's document: --document FILE.");
        return new(data, shape, label, [.. table.Columns.Where(c => !label.Sources.Contains(c.Name) && c.Name != label.Name)]);
    }

    /// <summary>Writes <c>in/spec.json</c> and the training part.</summary>
    /// <param name="empty">With its columns, and not one row.</param>
    public void WriteTrainingPart(string root, bool empty, CancellationToken cancel)
    {
        var (end, options) = shape.Format switch
        {
            DataFormat.Csv => ("csv", "FORMAT csv, HEADER"),
            DataFormat.Jsonl => ("jsonl", "FORMAT json"),
            _ => ("parquet", "FORMAT parquet, COMPRESSION zstd"),
        };
        var part = $"train/part-0.{end}";
        var file = Path.Combine(root, "in", part);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var columns = string.Concat(features.Select(column => $"{column.Quoted}, "));
        data.Bench.Run(
            $"COPY (SELECT {columns}{label.Value} AS {Sql.Name(label.Name)} FROM tiny WHERE ({label.Value}) IS NOT NULL"
            + $"{(empty ? " AND false" : "")}) TO {Sql.Text(file)} ({options})", cancel);

        var spec = new InputSpec(
            "trainer-test-000000000000", "trainer-test", shape.Task.ToString().ToLowerInvariant(),
            shape.Format.ToString().ToLowerInvariant(), new(label.Name),
            [
                .. features.Select(column => new InputColumn(column.Name, column.TypeWord, "feature")),
                .. label.Sources.Where(source => source != label.Name).Select(source => new InputColumn(source, "number", "ignored")),
                new InputColumn(label.Name, label.Type.ToString().ToLowerInvariant(), "label"),
            ],
            [part]);
        File.WriteAllBytes(
            Path.Combine(root, "in", "spec.json"), JsonSerializer.SerializeToUtf8Bytes(spec, AgentJson.Default.InputSpec));
    }

    /// <summary>The first rows as texts, null where a value is missing; in the order of <see cref="Features"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows(int count, CancellationToken cancel) =>
    [
        .. data.Bench.Rows(
            $"SELECT {string.Join(", ", features.Select(Text))} FROM tiny LIMIT {count}", cancel)
            .Select(row => row.Select(value => (string?)value).ToList()),
    ];

    /// <summary>As the agent writes it: a moment without fractions.</summary>
    private static string Text(DataColumn column) => column.Type == ColumnType.Timestamp
        ? $"strftime({column.Quoted}, '%Y-%m-%d %H:%M:%S')"
        : $"CAST({column.Quoted} AS VARCHAR)";
}
