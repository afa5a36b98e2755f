using DuckDB.NET.Data;

namespace Landfall.Samples.Tests;

/// <summary>A LANDFALL_ROOT of its own: a spec and training files, gone afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    public const string Columns = "date, distance, origin, destination, delayed";

    // Late in the evening and late from LAT; one flight in seven breaks the rule, so that there is something to rank.
    public const string Synthetic = """
        SELECT TIMESTAMP '2001-01-01 00:00:00' + to_minutes(CAST(n * 37 AS BIGINT)) AS date,
            100 + (n * 13) % 1900 AS distance,
            CASE n % 3 WHEN 0 THEN 'LAT' WHEN 1 THEN 'OKA' ELSE 'OKB' END AS origin,
            CASE n % 2 WHEN 0 THEN 'AAA' ELSE 'BBB' END AS destination,
            CASE WHEN (n % 3 = 0 OR (n * 37) % 1440 > 1080) <> (n % 7 = 0) THEN 1 ELSE 0 END AS delayed
        FROM range(6000) t(n)
        """;

    public Workspace()
    {
        Root = Directory.CreateTempSubdirectory("flights-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, "in", "train"));
    }

    public string Root { get; }

    public string Model => Path.Combine(Root, "out", "model");

    public Workspace WithSpec(string format = "parquet", string task = "binary", string file = "train/part-0.parquet")
    {
        var spec = """
            {"run":"flights-0","pipeline":"flights-delay","task":"TASK","format":"FORMAT","label":{"name":"delayed"},
             "columns":[{"name":"date","type":"timestamp","role":"feature"},
              {"name":"distance","type":"integer","role":"feature"},{"name":"origin","type":"string","role":"feature"},
              {"name":"destination","type":"string","role":"feature"},
              {"name":"delayed","type":"integer","role":"label"}],"files":["FILE"]}
            """;
        File.WriteAllText(
            Path.Combine(Root, "in", "spec.json"),
            spec.Replace("TASK", task).Replace("FORMAT", format).Replace("FILE", file));
        return this;
    }

    public Workspace WithRows(string select, string file = "part-0.parquet", string format = "parquet")
    {
        Duck($"COPY (SELECT {Columns} FROM ({select})) TO '{Path.Combine(Root, "in", "train", file)}' (FORMAT {format})");
        return this;
    }

    public static void Duck(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
