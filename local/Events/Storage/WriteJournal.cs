using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Landfall.Local.Events;

/// <summary>
/// The promise that no write goes without its event: the intent is on disk before the write is forwarded, and the end
/// of the intent and the event are one commit.
/// </summary>
internal sealed class WriteJournal(EventGrid events)
{
    public Task<long> BeginAsync(BlobWrite write) => events.Store.RunAsync(connection =>
    {
        connection.Execute("INSERT INTO intents (body) VALUES ($1)",
            JsonSerializer.Serialize(write, EventJson.Default.BlobWrite));
        return connection.Number("SELECT last_insert_rowid()");
    });

    /// <summary>The write did not happen.</summary>
    public Task DropAsync(long intent) => events.Store.RunAsync(connection => End(connection, intent));

    /// <summary>The write happened: raises its event.</summary>
    public async Task CommitAsync(long intent, BlobWrite write, BlobOutcome outcome, Uri proxy)
    {
        await events.Store.RunAsync(connection => Emit(connection, intent, write, outcome, proxy));
        events.Wake();
    }

    /// <summary>Judges an intent without an end by what is there now.</summary>
    /// <returns>Whether an event was raised.</returns>
    public async Task<bool> ReconcileAsync(long intent, BlobWrite write, BlobFacts? facts, Uri proxy)
    {
        var emitted = await events.Store.RunAsync(connection =>
        {
            var known = connection.Text("SELECT etag FROM etags WHERE blob = $1", write.Key);
            var happened = write.Api == BlobWrite.Delete
                ? facts is null && known is not null
                : facts is not null && Unquoted(facts.ETag) != known;
            if (!happened || connection.Number("SELECT COUNT(*) FROM intents WHERE id = $1", intent) == 0)
            {
                End(connection, intent);
                return false;
            }

            var outcome = new BlobOutcome(facts is null ? null : Unquoted(facts.ETag),
                facts?.ContentLength, facts?.ContentType, Guid.NewGuid().ToString());
            Emit(connection, intent, write with { BlobType = facts?.BlobType ?? write.BlobType }, outcome, proxy);
            return true;
        });
        events.Wake();
        return emitted;
    }

    public Task<List<(long Id, BlobWrite Write)>> OpenAsync() => events.Store.RunAsync(connection => connection.Query(
        "SELECT id, body FROM intents ORDER BY id",
        row => (row.GetInt64(0), JsonSerializer.Deserialize(row.GetString(1), EventJson.Default.BlobWrite)!)));

    /// <summary>Event Grid shows etags without the quotes HTTP puts around them.</summary>
    public static string Unquoted(string etag) => etag.Trim('"');

    private void Emit(SqliteConnection connection, long intent, BlobWrite write, BlobOutcome outcome, Uri proxy)
    {
        End(connection, intent);
        if (outcome.ETag is { } etag)
            connection.Execute("INSERT OR REPLACE INTO etags (blob, etag) VALUES ($1, $2)", write.Key, etag);
        else
            connection.Execute("DELETE FROM etags WHERE blob = $1", write.Key);
        connection.Execute(
            "INSERT INTO settings (name, value) VALUES ('sequencer', '0') ON CONFLICT DO NOTHING");
        connection.Execute("UPDATE settings SET value = CAST(value AS INTEGER) + 1 WHERE name = 'sequencer'");
        var number = connection.Number("SELECT value FROM settings WHERE name = 'sequencer'");
        events.Enqueue(connection, EventTopics.Storage,
            BlobEvent.Of(write, outcome, number, proxy, events.Time.GetUtcNow()));
    }

    private static void End(SqliteConnection connection, long intent) =>
        connection.Execute("DELETE FROM intents WHERE id = $1", intent);
}
