using DuckDB.NET.Data;
using Flights.Model;

namespace Flights.Trainer;

/// <summary>Reads the training files, at most so many rows, spread evenly and always the same ones.</summary>
internal static class TrainingData
{
    /// <exception cref="TrainingException">A file or column is missing, there are no rows, or only one class.</exception>
    public static List<TrainingRow> Read(string root, Spec spec, int most)
    {
        var source = Source(root, spec);
        List<TrainingRow> rows = [];
        try
        {
            using var connection = new DuckDBConnection("Data Source=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                SET threads = 2;
                WITH numbered AS (
                    SELECT CAST(date AS TIMESTAMP) AS date, CAST(distance AS DOUBLE) AS distance, origin, destination,
                        CAST("{spec.Label!.Name!.Replace("\"", "\"\"", StringComparison.Ordinal)}" AS INTEGER) AS late,
                        row_number() OVER () - 1 AS n, count(*) OVER () AS total
                    FROM {source})
                SELECT date, distance, origin, destination, late FROM numbered
                WHERE total <= {most} OR (n * {most}) // total <> ((n + 1) * {most}) // total
                """;
            using var reader = command.ExecuteReader();
            while (reader.Read())
                if (Row(reader) is { } row)
                    rows.Add(row);
        }
        catch (DuckDBException error)
        {
            throw new TrainingException(ExitCode.Input, $"The training files cannot be read: {error.Message}");
        }
        return Checked(rows, spec.Label.Name);
    }

    private static List<TrainingRow> Checked(List<TrainingRow> rows, string label)
    {
        if (rows.Count == 0)
            throw new TrainingException(ExitCode.Data, "The training files hold no complete row; nothing to learn from.");
        var late = rows.Count(row => row.Late);
        return late > 0 && late < rows.Count
            ? rows
            : throw new TrainingException(
                ExitCode.Data, $"All {rows.Count} rows have '{label}' = {(late > 0 ? 1 : 0)}; two classes are needed.");
    }

    // A flight without date, distance or outcome teaches nothing; one without an airport still does.
    private static TrainingRow? Row(DuckDBDataReader reader) =>
        reader.IsDBNull(0) || reader.IsDBNull(1) || reader.IsDBNull(4)
            ? null
            : new TrainingRow(
                new Flight(reader.GetDateTime(0), reader.GetDouble(1), Text(reader, 2), Text(reader, 3)), reader.GetInt32(4) != 0);

    private static string? Text(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string Source(string root, Spec spec)
    {
        var paths = spec.Files!.Select(file => Path.Combine(root, "in", file)).ToList();
        if (paths.FirstOrDefault(path => !File.Exists(path)) is { } missing)
            throw new TrainingException(ExitCode.Input, $"{missing} is listed in spec.json but does not exist.");
        var list = string.Join(", ", paths.Select(path => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'"));
        return spec.Format switch
        {
            null or "parquet" => $"read_parquet([{list}])",
            "csv" => $"read_csv([{list}])",
            "jsonl" => $"read_json([{list}], format = 'newline_delimited')",
            var other => throw new TrainingException(ExitCode.Input, $"format '{other}' is unknown: parquet, csv or jsonl."),
        };
    }
}
