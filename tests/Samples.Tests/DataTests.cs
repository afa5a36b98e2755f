using DuckDB.NET.Data;
using Flights.Data;

namespace Landfall.Samples.Tests;

public sealed class DataTests : IDisposable
{
    private static readonly string[] Files = ["part-0.parquet", "part-1.parquet", "part-2.parquet", "_SUCCESS"];

    private readonly string folder = Directory.CreateTempSubdirectory("landing-").FullName;

    public DataTests() => Workspace.Duck($"""
        COPY (SELECT TIMESTAMP '2001-02-01' + to_minutes(CAST(n * 20 AS BIGINT)) AS date, CAST(n % 90 - 10 AS SMALLINT) AS delay,
            CAST(500 AS SMALLINT) AS distance, 'SFO' AS origin, 'LAX' AS destination FROM range(2000) t(n))
        TO '{Source}' (FORMAT parquet)
        """);

    private string Source => Path.Combine(folder, "all.parquet");

    [Fact]
    public void A_month_becomes_three_files_and_the_marker_comes_last()
    {
        var said = Cut("one", rows: 0, corrupt: false);

        Assert.Equal(Files.Length, said.Count);
        Assert.Equal("_SUCCESS", said[^1]);
        Assert.Equal(2_000, Count("one", "day(date) >= 1"));
    }

    [Fact]
    public void The_same_arguments_give_the_same_bytes()
    {
        Cut("one", rows: 500, corrupt: false);
        Cut("two", rows: 500, corrupt: false);

        foreach (var file in Files)
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "one", file)), File.ReadAllBytes(Path.Combine(folder, "two", file)));
        Assert.Equal(500, Count("one", "true"));
    }

    [Fact]
    public void A_corrupted_month_lost_origins_and_writes_kilometres_as_text()
    {
        Cut("bad", rows: 0, corrupt: true);

        Assert.Equal(800, Count("bad", "origin IS NULL"));
        Assert.Equal(2_000, Count("bad", "distance = '805 km' AND year(date) = 2002"));
    }

    [Theory]
    [InlineData("2001-07", "has no flights")]
    [InlineData("July", "expected a year and a month")]
    public void A_month_that_is_not_there_is_named(string month, string expected)
    {
        var landing = new MonthlyLanding(Source, month, 0, corrupt: false);

        var error = Assert.Throws<ArgumentException>(() => landing.Write(Path.Combine(folder, "none")).ToList());

        Assert.Contains(expected, error.Message);
        Assert.False(File.Exists(Path.Combine(folder, "none", "_SUCCESS")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private List<string> Cut(string name, int rows, bool corrupt) =>
        [.. new MonthlyLanding(Source, "2001-02", rows, corrupt).Write(Path.Combine(folder, name))];

    private long Count(string name, string condition)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM '{Path.Combine(folder, name)}/*.parquet' WHERE {condition}";
        return (long)command.ExecuteScalar()!;
    }
}
