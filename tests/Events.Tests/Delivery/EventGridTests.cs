using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Landfall.Local.Events;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Events.Tests.Delivery;

public sealed class EventGridTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const string WholeEvent =
        """
        [{"id":"x","subject":"/data/a.csv","eventType":"Landed","eventTime":"2026-03-01T12:00:00Z","data":{}}]
        """;

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(Start);
    private Webhook hook = null!;
    private EventGrid grid = null!;

    public async ValueTask InitializeAsync()
    {
        hook = await Webhook.StartAsync();
        grid = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await grid.DisposeAsync();
        await hook.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Delivers_an_event_as_an_array_of_one_with_the_headers_of_event_grid()
    {
        await grid.SubscribeAsync(Subscription());

        await grid.PublishAsync("news", Event("one"));
        await Eventually.True(() => hook.Received.Count == 1, "one delivery");

        var received = hook.Received.Single();
        Assert.Equal(1, received.Body.GetArrayLength());
        Assert.Equal("one", received.Body[0].GetProperty("id").GetString());
        Assert.EndsWith("/Microsoft.EventGrid/topics/news", received.Body[0].GetProperty("topic").GetString());
        Assert.Equal("Notification", received.Headers["aeg-event-type"]);
        Assert.Equal("INGEST", received.Headers["aeg-subscription-name"]);
        Assert.Equal("0", received.Headers["aeg-delivery-count"]);
    }

    [Fact]
    public async Task Speaks_cloud_events_after_an_options_handshake()
    {
        await grid.SubscribeAsync(Subscription() with { Schema = EventSchemaKind.CloudEvents });

        await grid.PublishAsync("news", Event("one"));
        await Eventually.True(() => hook.Received.Count == 1, "one delivery");

        var received = hook.Received.Single();
        Assert.Equal("eventgrid.azure.net", hook.Handshakes.Single());
        Assert.Equal("1.0", received.Body.GetProperty("specversion").GetString());
        Assert.Equal("Landed", received.Body.GetProperty("type").GetString());
        Assert.Equal("/data/a.csv", received.Body.GetProperty("subject").GetString());
        Assert.StartsWith("application/cloudevents+json", received.Headers["content-type"]);
    }

    [Theory]
    [InlineData("Landed", "/data/", ".csv", true)]
    [InlineData("landed", "/DATA/", ".CSV", true)]
    [InlineData("Removed", "", "", false)]
    [InlineData("", "/other/", "", false)]
    [InlineData("", "", ".parquet", false)]
    public async Task Filters_by_type_and_by_both_ends_of_the_subject(
        string type, string begins, string ends, bool wanted)
    {
        await grid.SubscribeAsync(Subscription() with
        {
            IncludedEventTypes = type.Length == 0 ? [] : [type],
            SubjectBeginsWith = begins,
            SubjectEndsWith = ends,
        });

        await grid.PublishAsync("news", Event("one"));

        await Eventually.True(() => hook.Received.Count == (wanted ? 1 : 0), "the filtered deliveries");
        await Eventually.True(async () => (await grid.CountAsync()).Queued == 0, "an empty queue");
        Assert.Equal(wanted ? 1 : 0, hook.Received.Count);
    }

    [Fact]
    public async Task Waits_for_a_hand_where_the_endpoint_does_not_return_the_code()
    {
        hook.Consents = false;
        Assert.Equal(SubscriptionState.AwaitingManualAction, await grid.SubscribeAsync(Subscription()));
        await grid.PublishAsync("news", Event("lost: nobody had consented"));
        using var http = new HttpClient();

        using var opened = await http.GetAsync(hook.Handshakes.Single());
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);

        await grid.PublishAsync("news", Event("two"));
        await Eventually.True(() => hook.Received.Count == 1, "the event after the consent");
        Assert.Equal("two", hook.Events().Single().GetProperty("id").GetString());
    }

    [Fact]
    public async Task Refuses_an_endpoint_that_does_not_consent_and_keeps_nothing_of_it()
    {
        hook.Consents = false;

        var refused = await Assert.ThrowsAsync<SubscriptionRefusedException>(
            () => grid.SubscribeAsync(Subscription() with { Schema = EventSchemaKind.CloudEvents }));

        Assert.Contains("WebHook-Allowed-Origin", refused.Message);
        Assert.Contains(hook.Address.ToString(), refused.Message);
        Assert.Empty(await grid.SubscriptionsAsync());
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_in_time_is_refused_like_one_that_is_away()
    {
        using var http = new HttpClient(new Slow());
        var refused = await Assert.ThrowsAsync<SubscriptionRefusedException>(
            () => new Handshake(http, time).AskAsync(Subscription(), "code", new("http://127.0.0.1/validate"), default));

        Assert.Contains("does not answer: too late", refused.Message);
    }

    private sealed class Slow : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("too late", new TimeoutException());
    }

    [Fact]
    public async Task Names_every_wrong_field_of_a_subscription()
    {
        var wrong = new EventSubscription("", new Uri("ftp://x/"))
        {
            MaxDeliveryAttempts = 31,
            TimeToLive = TimeSpan.FromDays(2),
        };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => grid.SubscribeAsync(wrong));

        Assert.Contains("Name is empty", refused.Message);
        Assert.Contains("ftp://x/", refused.Message);
        Assert.Contains("MaxDeliveryAttempts is 31", refused.Message);
        Assert.Contains("TimeToLive is 2.00:00:00", refused.Message);
    }

    [Fact]
    public async Task Retries_on_the_documented_schedule_and_not_before()
    {
        hook.Answer = attempt => attempt <= 3 ? 503 : 200;
        await grid.SubscribeAsync(Subscription());
        await grid.PublishAsync("news", Event("one"));

        foreach (var (attempt, wait) in new[] { (1, 10), (2, 30), (3, 60) })
        {
            await RetryingAsync(attempt);
            time.Advance(TimeSpan.FromSeconds(wait - 1));
            Assert.Equal(attempt, hook.Attempts);
            time.Advance(TimeSpan.FromSeconds(1 + (wait * 0.1)));
        }

        await Eventually.True(() => hook.Received.Count == 1, "the fourth attempt");
        Assert.Equal("3", hook.Received.Single().Headers["aeg-delivery-count"]);
        await Eventually.True(async () => (await grid.CountAsync()).Queued == 0, "an empty queue");
    }

    [Theory]
    [InlineData(400, "UndeliverableDueToBadRequest")]
    [InlineData(401, "UndeliverableDueToUnauthorized")]
    [InlineData(403, "UndeliverableDueToForbidden")]
    [InlineData(413, "UndeliverableDueToRequestEntityTooLarge")]
    public async Task Gives_up_at_once_where_no_retry_can_help(int status, string reason)
    {
        hook.Answer = _ => status;
        var letters = Path.Combine(folder.Path, "letters");
        await grid.SubscribeAsync(Subscription() with { DeadLetterFolder = letters });

        await grid.PublishAsync("news", Event("one"));
        await Eventually.True(async () => (await grid.DeadLettersAsync()).Count == 1, "a dead letter");

        var letter = (await grid.DeadLettersAsync()).Single();
        Assert.Equal((reason, 1, "one"), (letter.Reason, letter.Attempts, letter.Event.Id));
        Assert.Equal(1, hook.Attempts);
        await Eventually.True(() => Directory.Exists(Path.Combine(letters, "INGEST", "2026", "3", "1", "12"))
            && Directory.GetFiles(letters, "*.json", SearchOption.AllDirectories).Length == 1, "the letter's file");
    }

    [Fact]
    public async Task Keeps_a_dead_letter_after_the_last_attempt_and_delivers_it_again_on_demand()
    {
        hook.Answer = _ => 500;
        await grid.SubscribeAsync(Subscription() with { MaxDeliveryAttempts = 2 });
        await grid.PublishAsync("news", Event("one"));
        await RetryingAsync(1);
        time.Advance(TimeSpan.FromSeconds(11));
        await Eventually.True(async () => (await grid.DeadLettersAsync()).Count == 1, "a dead letter");
        var letter = (await grid.DeadLettersAsync()).Single();
        Assert.Equal(("MaxDeliveryAttemptsExceeded", 2), (letter.Reason, letter.Attempts));
        Assert.Equal("500 Internal Server Error", letter.LastOutcome);

        hook.Answer = _ => 200;
        Assert.True(await grid.RedeliverAsync(letter.Id));

        await Eventually.True(() => hook.Received.Count == 1, "the redelivery");
        Assert.Empty(await grid.DeadLettersAsync());
        Assert.False(await grid.RedeliverAsync(letter.Id));
    }

    [Fact]
    public async Task Gives_up_when_the_next_attempt_would_come_after_the_time_to_live()
    {
        hook.Answer = _ => 500;
        await grid.SubscribeAsync(Subscription() with { TimeToLive = TimeSpan.FromMinutes(1) });
        await grid.PublishAsync("news", Event("one"));

        await RetryingAsync(1);
        time.Advance(TimeSpan.FromSeconds(11));
        await RetryingAsync(2);
        time.Advance(TimeSpan.FromSeconds(33));

        await Eventually.True(async () => (await grid.DeadLettersAsync()).Count == 1, "a dead letter");
        Assert.Equal("TimeToLiveExceeded", (await grid.DeadLettersAsync()).Single().Reason);
    }

    [Fact]
    public async Task Delivers_twice_late_and_in_another_order_on_demand()
    {
        await grid.SubscribeAsync(Subscription());
        grid.Faults = new EventFaults { Duplicate = true, Reorder = true, Delay = TimeSpan.FromMinutes(1) };
        var sent = Enumerable.Range(0, 8).Select(n => $"{n}").ToArray();

        await grid.PublishAsync("news", [.. sent.Select(Event)]);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(hook.Received);
        for (var step = 0; step < 40; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Eventually.True(async () => await grid.CountAsync() is var counts
                && counts.Queued + hook.Received.Count == 16, "no delivery under way");
        }

        await Eventually.True(() => hook.Received.Count == 16, "two deliveries of each event");
        var ids = hook.Events().Select(e => e.GetProperty("id").GetString()!).ToList();
        Assert.All(sent, id => Assert.Equal(2, ids.Count(other => other == id)));
        Assert.NotEqual(ids.Order(), ids);
    }

    [Fact]
    public async Task Delivers_after_a_restart_what_the_last_life_accepted()
    {
        hook.Answer = _ => 503;
        await grid.SubscribeAsync(Subscription());
        await grid.PublishAsync("news", Event("one"));
        await RetryingAsync(1);
        var key = grid.TopicKey;
        await grid.DisposeAsync();

        hook.Answer = _ => 200;
        grid = await StartAsync();
        time.Advance(TimeSpan.FromSeconds(11));

        await Eventually.True(() => hook.Received.Count == 1, "the event of the last life");
        Assert.Equal(key, grid.TopicKey);
    }

    [Theory]
    [InlineData(true, WholeEvent, 200)]
    [InlineData(false, "[]", 401)]
    [InlineData(true, """[{"id":"x"}]""", 400)]
    [InlineData(true, "no json", 400)]
    public async Task Takes_custom_events_over_http_with_the_key(bool hasKey, string body, int expected)
    {
        await grid.SubscribeAsync(Subscription());
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("aeg-sas-key", hasKey ? grid.TopicKey : "guess");

        using var answer = await http.PostAsync(grid.TopicEndpoint("news"), new StringContent(body));

        Assert.Equal(expected, (int)answer.StatusCode);
        if (expected == 200)
            await Eventually.True(() => hook.Received.Count == 1, "the published event");
        else
            Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").ToString());
    }

    private Task<EventGrid> StartAsync() => EventGrid.StartAsync(
        new EventGridOptions(folder.Path) { Time = time, Retries = RetrySchedule.EventGrid });

    private Task RetryingAsync(int attempt) => Eventually.True(
        async () => (await grid.Deliveries.NextAsync(1, new HashSet<long>())) is [var one] && one.Attempts == attempt,
        $"attempt {attempt} has failed");

    private EventSubscription Subscription() => new("ingest", hook.Address) { Topic = "news" };

    private static GridEvent Event(string id) => new()
    {
        Id = id,
        Subject = "/data/a.csv",
        EventType = "Landed",
        EventTime = Start,
        Data = JsonSerializer.SerializeToElement(new { n = 1 }),
    };
}
