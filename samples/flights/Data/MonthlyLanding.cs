using System.Globalization;
using DuckDB.NET.Data;

namespace Flights.Data;

/// <summary>One month of flights, cut into three files by day, the same bytes for the same arguments.</summary>
internal sealed class MonthlyLanding(string source, string month, int rows, bool corrupt)
{
    private const string Clean = "SELECT date, delay, distance, origin, destination";

    // What a real upstream change looks like: kilometres as text, next year's dates, and two in five origins lost.
    private const string Corrupted = """
        SELECT date + INTERVAL 1 YEAR AS date, delay, CAST(round(distance * 1.609) AS INTEGER) || ' km' AS distance,
            CASE WHEN n % 5 < 2 THEN NULL ELSE origin END AS origin, destination
        """;

    private static readonly (int From, int To)[] Parts = [(1, 10), (11, 20), (21, 31)];

    /// <summary>Writes the files and, last of all, the marker; answers one line of text for each.</summary>
    public IEnumerable<string> Write(string folder)
    {
        if (!File.Exists(source))
            throw new IOException($"{source} does not exist. Run `npm ci` in samples/flights to fetch it.");
        if (rows < 0)
            throw new ArgumentException($"--rows is {rows}; expected 0 (all) or more.");
        var from = FirstDay();
        Directory.CreateDirectory(folder);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        // One thread keeps row order and row groups, and with them the bytes, the same on every machine.
        Run(connection, "SET threads = 1");
        Run(connection, $"CREATE TABLE month AS {Selection(from)}");
        if (IsEmpty(connection))
            throw new ArgumentException($"{month} has no flights in {source}; it holds 2001-01 to 2001-06.");
        foreach (var (index, part) in Parts.Index())
            yield return WritePart(connection, folder, index, part.From, part.To);
        File.WriteAllBytes(Path.Combine(folder, "_SUCCESS"), []);
        yield return "_SUCCESS";
    }

    private DateTime FirstDay() =>
        DateTime.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new ArgumentException($"--month is '{month}'; expected a year and a month, as 2001-02.");

    private string Selection(DateTime from) => $"""
        WITH flights AS (
            SELECT *, row_number() OVER () - 1 AS n, count(*) OVER () AS total FROM read_parquet({Quoted(source)})
            WHERE date >= TIMESTAMP '{from:yyyy-MM-dd}' AND date < TIMESTAMP '{from.AddMonths(1):yyyy-MM-dd}')
        SELECT * FROM flights WHERE {rows} = 0 OR (n * {rows}) // total <> ((n + 1) * {rows}) // total OR {rows} >= total
        """;

    private string WritePart(DuckDBConnection connection, string folder, int index, int from, int to)
    {
        var file = Path.Combine(folder, $"part-{index}.parquet");
        var written = Run(connection, $"""
            COPY ({(corrupt ? Corrupted : Clean)} FROM month WHERE day(date) BETWEEN {from} AND {to} ORDER BY n)
            TO {Quoted(file)} (FORMAT parquet, COMPRESSION zstd)
            """);
        return $"part-{index}.parquet  {written} rows";
    }

    private static bool IsEmpty(DuckDBConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM month";
        return (long)command.ExecuteScalar()! == 0;
    }

    private static int Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
