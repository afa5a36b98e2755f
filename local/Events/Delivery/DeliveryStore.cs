using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Landfall.Local.Events;

/// <summary>The queue of deliveries and the dead letters, on disk.</summary>
internal sealed class DeliveryStore(GroupCommit store, TimeProvider time)
{
    /// <summary>Queues one event for everyone who wants it, inside the caller's commit.</summary>
    /// <returns>How many deliveries were queued.</returns>
    public int Enqueue(SqliteConnection connection, string topic, GridEvent body, EventFaults faults)
    {
        var wanting = Subscriptions(connection)
            .Where(row => row.State == SubscriptionState.Active)
            .Where(row => row.Subscription.Wants(topic, body.EventType, body.Subject))
            .ToList();
        if (wanting.Count == 0)
            return 0;

        var now = time.GetUtcNow();
        connection.Execute("INSERT INTO events (body, published) VALUES ($1, $2)",
            JsonSerializer.Serialize(body, EventJson.Default.GridEvent), now.ToUnixTimeMilliseconds());
        var id = connection.Number("SELECT last_insert_rowid()");
        var queued = 0;
        foreach (var (subscription, _, _) in wanting)
        {
            foreach (var due in faults.Due(now, Random.Shared.NextDouble))
            {
                Insert(connection, id, subscription.Name, due, now);
                queued++;
            }
        }

        return queued;
    }

    public Task<List<Delivery>> NextAsync(int most, IReadOnlySet<long> without) => store.RunAsync(connection =>
    {
        var subscriptions = Subscriptions(connection)
            .Where(row => row.State == SubscriptionState.Active)
            .ToDictionary(row => row.Subscription.Name, row => row.Subscription);
        return connection.Query(
            """
            SELECT d.id, d.subscription, e.body, d.attempts, d.due, d.published
            FROM deliveries d JOIN events e ON e.id = d.event
            JOIN subscriptions s ON s.name = d.subscription AND s.state = 'Active'
            ORDER BY d.due, d.id LIMIT $1
            """,
            row => without.Contains(row.GetInt64(0))
                ? null
                : new Delivery(row.GetInt64(0), subscriptions[row.GetString(1)], Event(row.GetString(2)),
                    row.GetInt32(3), Time(row.GetInt64(4)), Time(row.GetInt64(5))),
            most + without.Count).OfType<Delivery>().Take(most).ToList();
    });

    public Task DoneAsync(Delivery delivery) => store.RunAsync(connection => Remove(connection, delivery.Id));

    public Task RetryAsync(Delivery delivery, DeliveryEnd.Retry end) => store.RunAsync(connection =>
    {
        connection.Execute("UPDATE deliveries SET attempts = attempts + 1, due = $2, outcome = $3 WHERE id = $1",
            delivery.Id, end.Due.ToUnixTimeMilliseconds(), end.Outcome);
    });

    public Task<DeadLetter> DieAsync(Delivery delivery, DeliveryEnd.Dead end) => store.RunAsync(connection =>
    {
        var now = time.GetUtcNow();
        connection.Execute(
            """
            INSERT INTO dead_letters (event, subscription, reason, outcome, attempts, published, died)
            SELECT event, subscription, $2, $3, attempts + 1, published, $4 FROM deliveries WHERE id = $1
            """,
            delivery.Id, end.Reason, end.Outcome, now.ToUnixTimeMilliseconds());
        var id = connection.Number("SELECT last_insert_rowid()");
        Remove(connection, delivery.Id);
        return new DeadLetter(id, delivery.Subscription.Name, delivery.Event, end.Reason, end.Outcome,
            delivery.Attempts + 1, delivery.Published, now);
    });

    public Task<List<DeadLetter>> DeadLettersAsync() => store.RunAsync(connection => connection.Query(
        """
        SELECT l.id, l.subscription, e.body, l.reason, l.outcome, l.attempts, l.published, l.died
        FROM dead_letters l JOIN events e ON e.id = l.event ORDER BY l.id
        """,
        row => new DeadLetter(row.GetInt64(0), row.GetString(1), Event(row.GetString(2)), row.GetString(3),
            row.GetString(4), row.GetInt32(5), Time(row.GetInt64(6)), Time(row.GetInt64(7)))));

    /// <summary>Puts a dead letter back into the queue with a fresh life.</summary>
    public Task<bool> RedeliverAsync(long id) => store.RunAsync(connection =>
    {
        var found = connection.Query("SELECT event, subscription FROM dead_letters WHERE id = $1",
            row => (Event: row.GetInt64(0), Subscription: row.GetString(1)), id);
        foreach (var letter in found)
        {
            var now = time.GetUtcNow();
            Insert(connection, letter.Event, letter.Subscription, now, now);
            connection.Execute("DELETE FROM dead_letters WHERE id = $1", id);
        }

        return found.Count > 0;
    });

    public Task<EventCounts> CountAsync() => store.RunAsync(connection => new EventCounts(
        (int)connection.Number("SELECT COUNT(*) FROM deliveries"),
        (int)connection.Number("SELECT COUNT(*) FROM deliveries WHERE attempts > 0"),
        (int)connection.Number("SELECT COUNT(*) FROM dead_letters")));

    public static List<SubscriptionRow> Subscriptions(SqliteConnection connection) => connection.Query(
        "SELECT body, state, code FROM subscriptions ORDER BY name",
        row => new SubscriptionRow(
            JsonSerializer.Deserialize(row.GetString(0), EventJson.Default.EventSubscription)!,
            Enum.Parse<SubscriptionState>(row.GetString(1)), row.GetString(2)));

    private static void Insert(
        SqliteConnection connection, long id, string subscription, DateTimeOffset due, DateTimeOffset now) =>
        connection.Execute(
            "INSERT INTO deliveries (event, subscription, attempts, due, published) VALUES ($1, $2, 0, $3, $4)",
            id, subscription, due.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());

    private static void Remove(SqliteConnection connection, long delivery)
    {
        var id = connection.Number("SELECT event FROM deliveries WHERE id = $1", delivery);
        connection.Execute("DELETE FROM deliveries WHERE id = $1", delivery);
        connection.Execute(
            """
            DELETE FROM events WHERE id = $1
            AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event = $1)
            AND NOT EXISTS (SELECT 1 FROM dead_letters WHERE event = $1)
            """,
            id);
    }

    private static GridEvent Event(string body) => JsonSerializer.Deserialize(body, EventJson.Default.GridEvent)!;

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
