using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Notifications;
using Landfall.Notifications;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Adapters.Tests.Notifications;

public sealed class ChannelTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private static readonly Notification Message = new(
        "r-approval", "anna", "anna@example.com", "Approve <@everyone> v7?\r\nBcc: x@example.com", "v7 & *bold* <!channel>",
        new Uri("https://landfall.example.com/api/approvals/r?t=secret"));

    [Fact]
    public async Task Teams_gets_a_card_that_shows_every_sign_as_it_is_and_opens_the_link()
    {
        var web = new Recorder();
        await new TeamsNotifier(new("https://teams.example.com/hook"), new(web)).Send(Message, Cancel);

        var card = web.Json.GetProperty("attachments")[0].GetProperty("content");
        Assert.Equal("AdaptiveCard", card.GetProperty("type").GetString());
        Assert.Equal("v7 & *bold* <!channel>", card.GetProperty("body")[1].GetProperty("inlines")[0].GetProperty("text").GetString());
        Assert.Equal(Message.Link!.AbsoluteUri, card.GetProperty("actions")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task Slack_gets_plain_text_that_can_call_nobody()
    {
        var web = new Recorder();
        await new SlackNotifier(new("https://hooks.slack.example.com/x"), new(web)).Send(Message, Cancel);

        Assert.All(web.Json.GetProperty("blocks").EnumerateArray().Take(2), block =>
            Assert.Equal("plain_text", block.GetProperty("text").GetProperty("type").GetString()));
        Assert.DoesNotContain("<@everyone>", web.Json.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(Message.Link!.AbsoluteUri, web.Json.GetProperty("blocks")[2].GetProperty("elements")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task Mail_arrives_with_its_link_and_no_header_of_its_subject_s_making()
    {
        await using var server = new MailServer();
        var channel = new ChannelSpec(ChannelKind.Mail, Personal: true, Server: $"127.0.0.1:{server.Port}", From: "landfall@example.com");

        await new SmtpNotifier(channel, null).Send(Message, Cancel);

        var mail = await server.Received;
        Assert.Contains("RCPT TO:<anna@example.com>", mail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\nBcc:", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Message-ID: <r-approval.", mail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_mail_server_that_hangs_is_given_up_after_a_bounded_number_of_tries()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var channel = new ChannelSpec(
            ChannelKind.Mail, Server: $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", From: "landfall@example.com");
        var time = new FakeTimeProvider();
        var sending = new PatientNotifier(new SmtpNotifier(channel, null), TimeSpan.FromSeconds(20), time).Send(Message, Cancel);

        await Eventually.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return sending.IsCompleted;
            },
            "three tries");

        var failure = await Assert.ThrowsAsync<IOException>(() => sending);
        Assert.Contains("not delivered in 3 tries: no answer within 20 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_once_is_tried_again_and_what_never_can_be_is_not()
    {
        var web = new Recorder { Failures = 1 };
        var time = new FakeTimeProvider();
        var sending = new PatientNotifier(new SlackNotifier(new("https://hooks.slack.example.com/x"), new(web)), TimeSpan.FromHours(1), time)
            .Send(Message, Cancel);
        await Eventually.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return sending.IsCompleted;
            },
            "a second try");
        await sending;
        Assert.Equal(2, web.Requests);

        var channel = new ChannelSpec(ChannelKind.Mail, Server: "127.0.0.1:1", From: "landfall@example.com");
        await Assert.ThrowsAsync<InvalidOperationException>(() => new PatientNotifier(new SmtpNotifier(channel, null), TimeSpan.FromHours(1), time)
            .Send(Message with { To = "nobody at all" }, Cancel));
    }

    [Fact]
    public async Task A_person_is_reached_by_their_own_channels_and_one_without_its_secret_says_so()
    {
        var channels = new Dictionary<string, ChannelSpec>
        {
            ["mail"] = new(ChannelKind.Mail, Personal: true, Server: "127.0.0.1:25", From: "landfall@example.com"),
            ["team"] = new(ChannelKind.Teams, Secret: "teams-hook"),
            ["plain"] = new(ChannelKind.Slack, Url: "http://slack.example.com"),
        };
        var people = new Dictionary<string, PersonSpec>
        {
            ["anna"] = new("Anna", "anna@example.com"),
            ["bo"] = new("Bo", "bo@example.com", ["team", "plain"]),
        };
        var environment = ((EnvironmentDocument)DocumentReader.Read(
            await File.ReadAllTextAsync(SourceTree.At("local/Documents/environment.yaml"))).Document!).Spec with
        {
            Channels = channels,
            People = people,
        };
        var ways = new EnvironmentChannels(null, new ConfigurationBuilder().Build(), new(new Recorder()), TimeProvider.System);

        Assert.Equal([("mail", true)], ways.To(environment, "anna").Select(way => (way.Name, way.IsPersonal)));
        var bo = ways.To(environment, "bo");
        Assert.Equal([("team", false), ("plain", false)], bo.Select(way => (way.Name, way.IsPersonal)));
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => bo[0].Notifier.Send(Message, Cancel));
        Assert.Contains("Notifications__Secrets__teams-hook", missing.Message, StringComparison.Ordinal);
        Assert.Contains("https", (await Assert.ThrowsAsync<InvalidOperationException>(() => bo[1].Notifier.Send(Message, Cancel))).Message, StringComparison.Ordinal);
    }

    /// <summary>A receiver that remembers the last body.</summary>
    private sealed class Recorder : HttpMessageHandler
    {
        public int Failures { get; init; }

        public int Requests { get; private set; }

        public JsonElement Json { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Json = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).RootElement;
            return new(++Requests <= Failures ? HttpStatusCode.BadGateway : HttpStatusCode.OK);
        }
    }
}
