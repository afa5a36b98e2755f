namespace Landfall.Local.Events;

/// <summary>
/// The tables of events.db. One file for the write journal and the delivery queue, so that "this write is done" and
/// "its event is queued" are one commit.
/// </summary>
internal static class EventSchema
{
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS intents (
            id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS etags (
            blob TEXT PRIMARY KEY, etag TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS subscriptions (
            name TEXT PRIMARY KEY, body TEXT NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS events (
            id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, published INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL, subscription TEXT NOT NULL,
            attempts INTEGER NOT NULL, due INTEGER NOT NULL, published INTEGER NOT NULL, outcome TEXT);
        CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due);
        CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event);
        CREATE TABLE IF NOT EXISTS dead_letters (
            id INTEGER PRIMARY KEY AUTOINCREMENT, event INTEGER NOT NULL, subscription TEXT NOT NULL,
            reason TEXT NOT NULL, outcome TEXT NOT NULL, attempts INTEGER NOT NULL,
            published INTEGER NOT NULL, died INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS dead_letters_event ON dead_letters (event);
        """;
}
