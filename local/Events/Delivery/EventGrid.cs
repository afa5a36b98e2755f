using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Landfall.Local.Events;

/// <summary>
/// Event Grid for one machine: subscriptions with a handshake, at-least-once delivery from a queue on disk, retries,
/// dead letters. What was accepted survives the end of the process, however it ends.
/// </summary>
public sealed class EventGrid : IAsyncDisposable
{
    private const string KeySetting = "topic-key";

    private readonly HttpClient http;
    private readonly Handshake handshake;
    private readonly Dispatcher dispatcher;
    private PublishEndpoint? endpoint;

    private EventGrid(EventGridOptions options)
    {
        Time = options.Time;
        Log = options.Loggers.CreateLogger("Landfall.Local.Events");
        Directory.CreateDirectory(options.StateFolder);
        Store = new GroupCommit(Path.Combine(options.StateFolder, "events.db"), EventSchema.Sql);
        Deliveries = new DeliveryStore(Store, Time);
        http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        });
        handshake = new Handshake(http, Time);
        dispatcher = new Dispatcher(
            Deliveries, new EventSender(http, Time), new DeadLetterFolder(), options.Retries, Time, Log);
    }

    /// <summary>What is done to every event queued from now on, for tests and drills.</summary>
    public EventFaults Faults { get; set; } = new();

    /// <summary>The value of `aeg-sas-key` that the publish endpoint asks for. Kept in the state folder.</summary>
    public string TopicKey { get; private set; } = "";

    internal GroupCommit Store { get; }
    internal DeliveryStore Deliveries { get; }
    internal TimeProvider Time { get; }
    internal ILogger Log { get; }

    public static async Task<EventGrid> StartAsync(EventGridOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var grid = new EventGrid(options);
        grid.TopicKey = await grid.Store.RunAsync(KeyOf);
        grid.endpoint = await PublishEndpoint.StartAsync(grid, options.Port, cancel);
        grid.dispatcher.Start();
        return grid;
    }

    /// <summary>Where events of a custom topic are posted: `POST {address}` with the header `aeg-sas-key`.</summary>
    public Uri TopicEndpoint(string topic) => new(endpoint!.Address, $"topics/{Uri.EscapeDataString(topic)}/events");

    /// <summary>Asks the endpoint for its consent and stores the subscription; replaces one of the same name.</summary>
    /// <exception cref="ArgumentException">A field is out of range.</exception>
    /// <exception cref="SubscriptionRefusedException">The endpoint did not consent; nothing has changed.</exception>
    public async Task<SubscriptionState> SubscribeAsync(
        EventSubscription subscription, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        subscription.Check();
        var code = Guid.NewGuid().ToString();
        // Stored first where it is new: the endpoint may open the validation address before it answers.
        await Store.RunAsync(connection => connection.Execute(
            "INSERT INTO subscriptions (name, body, state, code) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            subscription.Name, Json(subscription), $"{SubscriptionState.AwaitingManualAction}", code));
        var state = await AskAsync(subscription, code, cancel);
        await Store.RunAsync(connection => connection.Execute(
            """
            UPDATE subscriptions SET body = $2, code = $3,
            state = CASE WHEN code = $3 AND state = 'Active' THEN state ELSE $4 END WHERE name = $1
            """,
            subscription.Name, Json(subscription), code, $"{state}"));
        dispatcher.Wake();
        return state;
    }

    /// <summary>Forgets a subscription and what was queued for it.</summary>
    public async Task UnsubscribeAsync(string name) => await Store.RunAsync(connection =>
    {
        connection.Execute("DELETE FROM subscriptions WHERE name = $1", name);
        connection.Execute("DELETE FROM deliveries WHERE subscription = $1", name);
    });

    public async Task<IReadOnlyDictionary<EventSubscription, SubscriptionState>> SubscriptionsAsync() =>
        (await Store.RunAsync(DeliveryStore.Subscriptions)).ToDictionary(row => row.Subscription, row => row.State);

    /// <summary>Queues one event; when this returns, it is on disk.</summary>
    /// <param name="topic"><see cref="EventTopics.Storage"/> or the name of a custom topic.</param>
    public async Task PublishAsync(string topic, params IReadOnlyList<GridEvent> events)
    {
        await Store.RunAsync(connection =>
        {
            foreach (var body in events)
                Enqueue(connection, topic, body);
        });
        dispatcher.Wake();
    }

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync() => await Deliveries.DeadLettersAsync();

    /// <summary>Tries a dead letter again, with all its attempts and its time to live anew.</summary>
    /// <returns>False when there is none with this id.</returns>
    public async Task<bool> RedeliverAsync(long deadLetter)
    {
        var found = await Deliveries.RedeliverAsync(deadLetter);
        dispatcher.Wake();
        return found;
    }

    public Task<EventCounts> CountAsync() => Deliveries.CountAsync();

    public async ValueTask DisposeAsync()
    {
        if (endpoint is not null)
            await endpoint.DisposeAsync();
        await dispatcher.DisposeAsync();
        http.Dispose();
        await Store.DisposeAsync();
    }

    /// <summary>Queues inside a commit of the caller, who calls <see cref="Wake"/> after it.</summary>
    internal void Enqueue(SqliteConnection connection, string topic, GridEvent body) => Deliveries.Enqueue(
        connection, topic, body with { Topic = EventTopics.ResourceOf(topic), MetadataVersion = "1" }, Faults);

    internal void Wake() => dispatcher.Wake();

    internal async Task<bool> ValidateByHandAsync(string name, string code)
    {
        var changed = await Store.RunAsync(connection => connection.Execute(
            "UPDATE subscriptions SET state = 'Active' WHERE name = $1 AND code = $2", name, code));
        dispatcher.Wake();
        return changed > 0;
    }

    private async Task<SubscriptionState> AskAsync(
        EventSubscription subscription, string code, CancellationToken cancel)
    {
        try
        {
            return await handshake.AskAsync(
                subscription, code, endpoint!.Validation(subscription.Name, code), cancel);
        }
        catch (SubscriptionRefusedException)
        {
            await Store.RunAsync(connection => connection.Execute(
                "DELETE FROM subscriptions WHERE name = $1 AND code = $2", subscription.Name, code));
            throw;
        }
    }

    private static string Json(EventSubscription subscription) =>
        JsonSerializer.Serialize(subscription, EventJson.Default.EventSubscription);

    private static string KeyOf(SqliteConnection connection)
    {
        var fresh = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        connection.Execute(
            "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", KeySetting, fresh);
        return connection.Text("SELECT value FROM settings WHERE name = $1", KeySetting)!;
    }
}
