using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Landfall.Bench.Durable;

/// <summary>What the disk allows: one small row per durable commit, as the engine's file is set (WAL, FULL).</summary>
internal static class RawCommits
{
    public static double PerSecond(string folder, TimeSpan time)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, $"raw-{Guid.NewGuid():N}.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;");
        Execute(connection, "CREATE TABLE Rows(id INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Rows(payload) VALUES($1)";
        insert.Parameters.AddWithValue("$1", new byte[200]);
        insert.Prepare();

        var commits = 0;
        var watch = Stopwatch.StartNew();
        for (; watch.Elapsed < time; commits++) insert.ExecuteNonQuery();
        return commits / watch.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
