using Landfall.Local.Cluster.Kinds;
using Microsoft.Data.Sqlite;

namespace Landfall.Local.Cluster.Store;

/// <summary>
/// The SQLite file behind the store. A write returns only once it is on disk, so an answered request survives a crash.
/// </summary>
internal sealed class ObjectFile : IDisposable
{
    private readonly SqliteConnection _connection;

    public ObjectFile(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
        }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Execute("""
            CREATE TABLE IF NOT EXISTS object(
              resource TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL,
              PRIMARY KEY(resource, namespace, name)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS counter(id INTEGER PRIMARY KEY CHECK(id = 1), version INTEGER NOT NULL);
            INSERT OR IGNORE INTO counter VALUES(1, 1);
            """);
    }

    public long Version()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT version FROM counter";
        return (long)command.ExecuteScalar()!;
    }

    public IEnumerable<(ObjectKey Key, string Json)> Read()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT resource, namespace, name, json FROM object";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var resource = reader.GetString(0);
            var kind = KindTable.All.FirstOrDefault(known => known.Qualified == resource)
                ?? throw new InvalidDataException(
                    $"The cluster store holds objects of '{resource}', which this version does not know. " +
                    "Use the version that wrote it, or start with an empty state folder.");
            yield return (new ObjectKey(kind, reader.GetString(1), reader.GetString(2)), reader.GetString(3));
        }
    }

    /// <summary>Writes or, with no JSON, removes one object together with the counter.</summary>
    public void Write(ObjectKey key, string? json, long version)
    {
        using var transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = (json is null
            ? "DELETE FROM object WHERE resource = $r AND namespace = $s AND name = $n;"
            : "INSERT OR REPLACE INTO object VALUES($r, $s, $n, $j);") + "UPDATE counter SET version = $v;";
        command.Parameters.AddWithValue("$r", key.Kind.Qualified);
        command.Parameters.AddWithValue("$s", key.Namespace);
        command.Parameters.AddWithValue("$n", key.Name);
        command.Parameters.AddWithValue("$v", version);
        if (json is not null)
            command.Parameters.AddWithValue("$j", json);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
