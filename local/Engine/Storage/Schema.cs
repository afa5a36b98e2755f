namespace Landfall.Local.Engine.Storage;

/// <summary>
/// Four tables. Instances: one row per id. History: the committed events of the current execution. Inbox: messages
/// that wait for an instance (a timer is a message that is not visible yet). Tasks: activities that wait for a worker.
/// Leases are not stored: one process holds the file, so when it ends every lease has ended with it.
/// </summary>
internal static class Schema
{
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE Instances(
          id TEXT PRIMARY KEY, execution TEXT NOT NULL, queue TEXT NOT NULL, status INTEGER NOT NULL,
          created INTEGER NOT NULL, completed INTEGER, parent TEXT, deliveries INTEGER NOT NULL DEFAULT 0,
          parentInfo BLOB, state BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX InstancesByTime ON Instances(created, id);
        CREATE INDEX InstancesByParent ON Instances(parent) WHERE parent IS NOT NULL;
        CREATE TABLE History(
          id TEXT NOT NULL, sequence INTEGER NOT NULL, event BLOB NOT NULL,
          PRIMARY KEY(id, sequence)) WITHOUT ROWID;
        CREATE TABLE Inbox(
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, execution TEXT, queue TEXT NOT NULL,
          visible INTEGER NOT NULL, rank INTEGER NOT NULL, event BLOB NOT NULL);
        CREATE INDEX InboxByQueue ON Inbox(queue, visible, sequence, id);
        CREATE INDEX InboxByInstance ON Inbox(id, rank, sequence);
        CREATE INDEX InboxByTime ON Inbox(visible);
        CREATE TABLE Tasks(
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, execution TEXT NOT NULL, queue TEXT NOT NULL,
          visible INTEGER NOT NULL, deliveries INTEGER NOT NULL DEFAULT 0, request BLOB NOT NULL);
        CREATE INDEX TasksByQueue ON Tasks(queue, visible, sequence);
        CREATE INDEX TasksByInstance ON Tasks(id);
        CREATE INDEX TasksByTime ON Tasks(visible);
        """;

    // Came later: files that were made before get it when they are opened.
    private const string ByEnd =
        "CREATE INDEX IF NOT EXISTS InstancesByEnd ON Instances(completed) WHERE completed IS NOT NULL";

    public static void Ensure(Database database, string file)
    {
        var version = database.Scalar<long>("PRAGMA user_version");
        if (version == Version)
        {
            database.Execute(ByEnd);
            return;
        }
        if (version != 0)
            throw new InvalidDataException(
                $"Task hub file {file} has layout {version}, this program writes layout {Version}. "
                + "Use the program that made it, or move the file away to start empty.");
        database.Execute("BEGIN IMMEDIATE");
        database.Execute(Tables);
        database.Execute(ByEnd);
        database.Execute($"PRAGMA user_version={Version}");
        database.Execute("COMMIT");
    }
}
