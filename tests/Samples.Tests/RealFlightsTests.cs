using DuckDB.NET.Data;
using Flights.Model;
using Flights.Trainer;

namespace Landfall.Samples.Tests;

public sealed class RealFlightsTests
{
    [Theory]
    [InlineData("2001-01-01", "2001-02-01", "2001-03-01")]
    [InlineData("2001-01-01", "2001-03-01", "2001-04-01")]
    public void A_later_month_is_ranked_far_better_than_by_chance(string from, string until, string end)
    {
        var source = RealFlights.Path();
        using var workspace = new Workspace().WithSpec().WithRows($"""
            SELECT *, CAST(delay > 15 AS INTEGER) AS delayed FROM read_parquet('{source}')
            WHERE date >= TIMESTAMP '{from}' AND date < TIMESTAMP '{until}' AND delay IS NOT NULL
            """);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        Training.Run(workspace.Root, 200_000, _ => { });
        var trained = watch.Elapsed;

        var model = FlightModelFiles.Load(workspace.Model);
        var auc = Auc.Of([.. Later(source, until, end).Select(row => (model.Score(row.Flight), row.Late))]);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"AUC {auc:F4} on {until} to {end}; trained in {trained.TotalSeconds:F1} s");
        Assert.InRange(auc, 0.60, 0.70);
    }

    private static List<TrainingRow> Later(string source, string from, string until)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT date, distance, origin, destination, delay > 15 FROM read_parquet('{source}')
            WHERE date >= TIMESTAMP '{from}' AND date < TIMESTAMP '{until}' AND delay IS NOT NULL
            USING SAMPLE 100000 ROWS (reservoir, 1)
            """;
        using var reader = command.ExecuteReader();
        List<TrainingRow> rows = [];
        while (reader.Read())
        {
            var flight = new Flight(reader.GetDateTime(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3));
            rows.Add(new TrainingRow(flight, reader.GetBoolean(4)));
        }
        return rows;
    }
}
