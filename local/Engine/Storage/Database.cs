using Microsoft.Data.Sqlite;

namespace Landfall.Local.Engine.Storage;

/// <summary>One SQLite connection with its prepared statements. Not safe for use by two threads at once.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public Database(string file, bool readOnly)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false
        }.ToString());
        _connection.Open();
        if (!readOnly)
            Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;");
        Execute("PRAGMA busy_timeout=5000; PRAGMA temp_store=MEMORY;");
    }

    /// <summary>Runs a statement; parameters are $1, $2 and so on.</summary>
    public int Execute(string sql, params object?[] arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    public T? Scalar<T>(string sql, params object?[] arguments) =>
        Prepare(sql, arguments).ExecuteScalar() is T value ? value : default;

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params object?[] arguments)
    {
        List<T> rows = [];
        Stream(sql, row => { rows.Add(read(row)); return true; }, arguments);
        return rows;
    }

    /// <summary>Reads rows until <paramref name="next"/> answers false; true when every row was read.</summary>
    public bool Stream(string sql, Func<SqliteDataReader, bool> next, params object?[] arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        while (reader.Read())
            if (!next(reader)) return false;
        return true;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, object?[] arguments)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < arguments.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            _prepared.Add(sql, command);
        }
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }
}
