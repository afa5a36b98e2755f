using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Landfall.Domain.Notifications;
using Landfall.Notifications;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Notifications;

public sealed class NotifierTests
{
    private static readonly Notification Message = new(
        "run-1-approval", "anna", "anna@example.com", "Approve?", "Please.", new Uri("http://localhost/api/approvals/x?t=secret"),
        new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_outbox_holds_the_newest_message_of_each_person()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-outbox-").FullName;
        try
        {
            var outbox = new OutboxNotifier(folder);
            await outbox.Send(Message, default);
            await outbox.Send(Message with { Subject = "Reminder", Reminder = 1 }, default);

            var file = Assert.Single(Directory.GetFiles(folder));
            Assert.Equal("run-1-approval-anna.json", Path.GetFileName(file));
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            Assert.Equal("Reminder", json.RootElement.GetProperty("subject").GetString());
            Assert.Equal(Message.Link!.AbsoluteUri, json.RootElement.GetProperty("link").GetString());
            Assert.Equal("anna@example.com", json.RootElement.GetProperty("to").GetString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>An app that was killed before it could note what it had sent told people twice.</summary>
    [Fact]
    public async Task The_same_message_again_is_laid_into_the_outbox_once()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-outbox-").FullName;
        try
        {
            var outbox = new OutboxNotifier(folder);
            await outbox.Send(Message, default);
            var file = Assert.Single(Directory.GetFiles(folder));
            var first = await File.ReadAllTextAsync(file);

            await outbox.Send(Message with { Link = new("http://localhost/api/approvals/x?t=another") }, default);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => outbox.Send(Message, default)));

            Assert.Single(Directory.GetFiles(folder));
            Assert.Equal(first, await File.ReadAllTextAsync(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The id was random: a receiver could not tell a repeat, which Standard Webhooks promises it can.</summary>
    [Fact]
    public async Task A_webhook_knows_a_repeat_by_its_id_and_a_reminder_by_another()
    {
        using var receiver = new Receiver();
        using var http = new HttpClient(receiver);
        var webhook = new WebhookNotifier(
            new("https://hooks.example.com/x"), $"whsec_{Convert.ToBase64String(new byte[24])}", http, TimeProvider.System);

        var ids = new List<string>();
        foreach (var message in new[] { Message, Message, Message with { Reminder = 1 } })
        {
            await webhook.Send(message, default);
            ids.Add(receiver.Header("webhook-id"));
        }

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Fact]
    public void A_message_that_is_printed_does_not_show_its_link() => Assert.DoesNotContain("secret", Message.ToString());

    [Fact]
    public async Task A_webhook_is_signed_over_id_time_and_body()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var receiver = new Receiver();
        using var http = new HttpClient(receiver);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

        await new WebhookNotifier(new("https://hooks.example.com/x"), $"whsec_{Convert.ToBase64String(key)}", http, time)
            .Send(Message, default);

        var id = receiver.Header("webhook-id");
        var stamp = receiver.Header("webhook-timestamp");
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{stamp}.{receiver.Body}"));
        Assert.Equal(time.GetUtcNow().ToUnixTimeSeconds().ToString(), stamp);
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", receiver.Header("webhook-signature"));
    }

    [Theory]
    [InlineData("http://hooks.example.com/x", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("https://hooks.example.com/x", "whsec_short")]
    [InlineData("https://hooks.example.com/x", null)]
    public void A_webhook_without_https_or_a_good_secret_is_refused(string address, string? secret)
    {
        using var http = new HttpClient();

        Assert.Throws<InvalidOperationException>(() => new WebhookNotifier(new(address), secret, http, TimeProvider.System));
    }

    private sealed class Receiver : HttpMessageHandler
    {
        private HttpRequestMessage? request;

        public string Body { get; private set; } = "";

        public string Header(string name) => request!.Headers.GetValues(name).Single();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage sent, CancellationToken cancellationToken)
        {
            request = sent;
            Body = await sent.Content!.ReadAsStringAsync(cancellationToken);
            return new(System.Net.HttpStatusCode.OK);
        }
    }
}
