using DuckDB.NET.Data;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.DuckDb;

/// <summary>
/// A DuckDB database of its own in a folder of its own. Files are loaded first; after <see cref="Lock"/> it reaches
/// nothing outside its folder and no setting can be changed, so text from strangers may be computed in it.
/// </summary>
public sealed class Workbench : IDisposable
{
    private readonly DuckDBConnection connection;
    private readonly CancellationTokenSource deadline;
    private readonly WorkbenchLimits limits;
    private readonly string folder;

    private Workbench(string folder, WorkbenchLimits limits)
    {
        this.folder = Path.GetFullPath(folder);
        this.limits = limits;
        deadline = limits.Time is { } time ? new(time) : new();
        connection = new($"Data Source={Path.Combine(this.folder, "workbench.duckdb")}");
        connection.Open();
    }

    /// <param name="folder">Exists and is empty; whoever made it removes it.</param>
    public static Workbench Open(string folder, WorkbenchLimits limits, CancellationToken cancel)
    {
        var bench = new Workbench(folder, limits);
        var spill = Path.Combine(bench.folder, "spill");
        string[] settings =
        [
            $"SET memory_limit = '{limits.MemoryMegabytes}MiB'",
            $"SET threads = {limits.Threads}",
            $"SET temp_directory = {Sql.Text(spill)}",
            $"SET max_temp_directory_size = '{limits.DiskMegabytes}MiB'",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET allow_community_extensions = false",
            "SET TimeZone = 'UTC'",
            "SET enable_progress_bar = false",
        ];
        foreach (var setting in settings)
            bench.Run(setting, cancel);
        return bench;
    }

    /// <summary>From here on: no file but those under <paramref name="outputs"/>, no network, no setting.</summary>
    public void Lock(string outputs, CancellationToken cancel)
    {
        Run($"SET allowed_directories = [{Sql.Text(Path.GetFullPath(outputs) + "/")}]", cancel);
        Run("SET enable_external_access = false", cancel);
        Run("SET lock_configuration = true", cancel);
    }

    /// <exception cref="QueryFailure">DuckDB refused it.</exception>
    /// <exception cref="TerminalFailure">The time limit is over.</exception>
    public int Run(string sql, CancellationToken cancel) => Do(sql, command => command.ExecuteNonQuery(), cancel);

    /// <summary>The one row of a query; DBNull is null.</summary>
    public IReadOnlyList<object?> Row(string sql, CancellationToken cancel) => Rows(sql, cancel).Single();

    public long Count(string sql, CancellationToken cancel) => Convert.ToInt64(Row(sql, cancel)[0] ?? 0L);

    public IReadOnlyList<IReadOnlyList<object?>> Rows(string sql, CancellationToken cancel) =>
        Do(sql, Read, cancel);

    public void Dispose()
    {
        connection.Dispose();
        deadline.Dispose();
    }

    private static List<IReadOnlyList<object?>> Read(DuckDBCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyList<object?>>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    private T Do<T>(string sql, Func<DuckDBCommand, T> act, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ThrowIfLate();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var onCancel = cancel.Register(command.Cancel);
        using var onDeadline = deadline.Token.Register(command.Cancel);
        try
        {
            return act(command);
        }
        catch (Exception wrong) when (wrong is DuckDBException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            ThrowIfLate();
            throw new QueryFailure(Readable(wrong.Message), wrong);
        }
    }

    private void ThrowIfLate()
    {
        if (deadline.IsCancellationRequested)
        {
            throw new TerminalFailure(
                $"The work on the data took longer than {DurationText.Format(limits.Time!.Value)}. "
                + "Land less at once, simplify the contract's SQL, or raise the app's time limit.");
        }
    }

    private string Readable(string message)
    {
        var line = message.Split('\n', 2)[0].Trim();
        return line.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}
