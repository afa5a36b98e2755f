using System.Globalization;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Flights.Traffic;

/// <summary>Request bodies made once, so that sending costs little: flights of a later time, in their order.</summary>
internal static class PreparedRequests
{
    private const int Most = 5_000;

    /// <summary>Bodies of single flights from this day on, spread over all that is there, always the same ones.</summary>
    /// <exception cref="ArgumentException">The file is missing, or holds no such flight.</exception>
    public static IReadOnlyList<byte[]> Read(string path, string from)
    {
        if (!File.Exists(path))
            throw new ArgumentException($"--data {path} does not exist. Run `npm ci` in samples/flights to fetch it.");
        if (!DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new ArgumentException($"--from is '{from}'; expected a day, as 2001-04-01.");
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SET threads = 1;
            WITH later AS (
                SELECT date, distance, origin, destination, row_number() OVER (ORDER BY date) - 1 AS n, count(*) OVER () AS total
                FROM read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')
                WHERE date >= TIMESTAMP '{day:yyyy-MM-dd}')
            SELECT strftime(date, '%Y-%m-%d %H:%M:%S'), CAST(distance AS BIGINT), origin, destination FROM later
            WHERE total <= {Most} OR (n * {Most}) // total <> ((n + 1) * {Most}) // total ORDER BY n
            """;
        using var reader = command.ExecuteReader();
        List<byte[]> bodies = [];
        while (reader.Read())
            bodies.Add(Body(reader.GetString(0), reader.GetInt64(1), Text(reader, 2), Text(reader, 3)));
        return bodies.Count > 0 ? bodies : throw new ArgumentException($"{path} holds no flight from {from} on.");
    }

    /// <summary>One flight in the Open Inference Protocol.</summary>
    public static byte[] Body(string date, long distance, string? origin, string? destination) =>
        Encoding.UTF8.GetBytes("{\"inputs\":[" + string.Join(
            ',',
            Tensor("date", "BYTES", Quoted(date)),
            Tensor("distance", "INT64", $"{distance}"),
            Tensor("origin", "BYTES", Quoted(origin)),
            Tensor("destination", "BYTES", Quoted(destination))) + "]}");

    private static string Tensor(string name, string type, string value) =>
        $$"""{"name":"{{name}}","shape":[1],"datatype":"{{type}}","data":[{{value}}]}""";

    private static string Quoted(string? text) =>
        text is null ? "null" : $"\"{JsonEncodedText.Encode(text)}\"";

    private static string? Text(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
