using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Events;
using Landfall.Domain.Storage;
using Landfall.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Notifications;

/// <summary>Events as a receiver gets them.</summary>
public sealed class EventPostTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly EventTargetSpec Desk = new("desk", "https://desk.example/landfall", "desk-events");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 2, 5, TimeSpan.Zero);

    private static readonly CloudEvent Message = new(
        "flights-delay-3f9a1c2b4d5e.exposed", "https://landfall.example.com/api/models/flights-delay", "dev.landfall.version.exposed",
        "flights-delay/7", Now, new(
            "flights-delay", 7, "sha256:6f1e", 1, null, "flights-delay", "flights-delay-3f9a1c2b4d5e", "sha256:d3b0", "rollout",
            "goes to 1 %", new(12, "ab34")));

    private readonly FakeTimeProvider time = new(Now);
    private HttpRequestMessage? received;
    private string body = "";

    [Fact]
    public async Task A_receiver_that_holds_the_secret_can_verify_what_it_got()
    {
        await Post(HttpStatusCode.OK);

        Assert.Equal("application/cloudevents+json; charset=utf-8", received!.Content!.Headers.ContentType!.ToString());
        var (id, stamp) = (Header("webhook-id"), Header("webhook-timestamp"));
        Assert.Equal((Message.Id, $"{Now.ToUnixTimeSeconds()}"), (id, stamp));
        var expected = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", Header("webhook-signature"));
    }

    /// <summary>Attributes that the specification requires, under their own names: lower case, no separators.</summary>
    [Fact]
    public async Task It_is_a_cloud_event()
    {
        await Post(HttpStatusCode.Accepted);

        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"],
            json.RootElement.EnumerateObject().Select(attribute => attribute.Name));
        Assert.Equal("1.0", json.RootElement.GetProperty("specversion").GetString());
        Assert.Equal(Now, json.RootElement.GetProperty("time").GetDateTimeOffset());
        Assert.Equal(7, json.RootElement.GetProperty("data").GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    public async Task What_is_not_taken_is_worth_repeating(HttpStatusCode status)
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Post(status));

        Assert.Contains($"desk answered {(int)status}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_wants_no_more_is_left_alone() =>
        await Assert.ThrowsAsync<TerminalFailure>(() => Post(HttpStatusCode.Gone));

    [Theory]
    [InlineData(null)]
    [InlineData("whsec_short")]
    public async Task A_secret_that_is_missing_or_no_secret_names_its_setting(string? secret)
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => Post(HttpStatusCode.OK, secret: secret));

        Assert.Contains("Notifications__Secrets__desk-events", failure.Message, StringComparison.Ordinal);
        Assert.Null(received);
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear()
    {
        await Assert.ThrowsAsync<TerminalFailure>(() => Post(HttpStatusCode.OK, Desk with { Url = "http://desk.example/landfall" }));

        Assert.Null(received);
    }

    private Task Post(HttpStatusCode status, EventTargetSpec? target = null) =>
        Post(status, $"whsec_{Convert.ToBase64String(Key)}", target);

    private async Task Post(HttpStatusCode status, string? secret, EventTargetSpec? target = null)
    {
        using var http = new HttpClient(new Receiver(this, status));
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Notifications:Secrets:desk-events"] = secret }).Build();
        await new EventPost(settings, http, time).Post(target ?? Desk, Message, default);
    }

    private string Header(string name) => received!.Headers.GetValues(name).Single();

    private sealed class Receiver(EventPostTests test, HttpStatusCode status) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test.received = request;
            test.body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new(status);
        }
    }
}
