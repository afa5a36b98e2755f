using Landfall.Contracts;
using Landfall.Domain.Documents;
using Landfall.Domain.Notifications;
using Landfall.Functions.Approve.Activities;
using Landfall.Functions.Approve.Asking;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Approve;

/// <summary>Who is told, by which ways, and what becomes of it when one fails.</summary>
public sealed class AskerTests : INotifier
{
    private readonly ApprovalBench bench = new();
    private readonly List<Notification> sent = [];
    private readonly Broken broken = new();

    /// <summary>Whom the way that works refuses.</summary>
    private readonly HashSet<string> unreachable = [];

    [Fact]
    public async Task A_channel_that_fails_keeps_no_other_from_being_used_and_nobody_is_told_twice()
    {
        var question = await Question();
        var asker = Asker(broken, this);

        await asker.Send(question, 0, ["anna", "bo"], default);
        await asker.Send(question, 0, ["anna", "bo"], default);

        Assert.Equal(["anna", "bo"], sent.Select(message => message.Person));
        Assert.Equal(2, broken.Tries);
        Assert.Empty(await bench.Log.Unreached(question.Ticket.Id, default));
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_shown_and_those_above_are_told_once()
    {
        unreachable.Add("bo");
        var question = await Question();
        var asker = Asker(this);

        await asker.Send(question, 0, ["anna", "bo"], default);
        await asker.Send(question, 0, ["anna", "bo"], default);

        Assert.Equal("bo", Assert.Single(await bench.Log.Unreached(question.Ticket.Id, default)).Person);
        var told = Assert.Single(sent, message => message.Person == "dora");
        Assert.Contains("bo could not be reached", told.Subject, StringComparison.Ordinal);
        Assert.Null(told.Link);
        Assert.Contains("Could not be reached: bo.", (await bench.Show(bench.Token("anna"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_all_is_an_error_that_is_tried_again()
    {
        var question = await Question();

        var failure = await Assert.ThrowsAsync<IOException>(() => Asker(broken).Send(question, 0, ["anna", "bo"], default));

        Assert.Contains("anna (the mail server is away)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nobody_decided_those_above_get_links_that_hold_for_the_same_time_again()
    {
        var question = await Question();
        bench.Time.Advance(question.Request.Plan.ExpiresAfter);
        var activity = new EscalateApprovalActivity(bench.Log, Asker(this), Pinned, bench.Time);

        var ticket = await activity.Run(new(question.Ticket.Id), default);
        Assert.Equal(ticket.ExpiresAt, (await activity.Run(new(question.Ticket.Id), default)).ExpiresAt);

        Assert.Equal(["anna", "bo", "dora"], sent.Select(message => message.Person).Order());
        Assert.All(sent, message => Assert.StartsWith("Overdue", message.Subject, StringComparison.Ordinal));
        Assert.Equal(bench.Time.GetUtcNow() + question.Request.Plan.ExpiresAfter, ticket.ExpiresAt);
        var link = sent.Single(message => message.Person == "dora").Link!.Query["?t=".Length..];
        Assert.Equal(303, (await bench.Submit(link, "approve")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_group_reads_decides_nothing_and_leads_to_a_sign_in_where_people_sign_in(bool signIn)
    {
        var question = await Question();
        var asker = new Asker(
            bench.Log, bench.Links, Pinned, new GroupChannel(this), new(new() { EasyAuth = signIn }), NullLogger<Asker>.Instance);

        await asker.Send(question, 0, ["anna"], default);

        var message = Assert.Single(sent);
        Assert.Equal(signIn ? $"http://localhost:7076/api/approvals/{question.Ticket.Id}" : null, message.Link?.AbsoluteUri);
        Assert.DoesNotContain("yours alone", message.Text, StringComparison.Ordinal);
    }

    Task INotifier.Send(Notification notification, CancellationToken cancel)
    {
        if (unreachable.Contains(notification.Person))
            throw new IOException("no such mailbox");
        sent.Add(notification);
        return Task.CompletedTask;
    }

    private PinnedDocuments Pinned => new(new BlobDocumentStore(bench.Blobs));

    private Asker Asker(params INotifier[] ways) =>
        new(bench.Log, bench.Links, Pinned, new OneChannel(ways), bench.Callers, NullLogger<Asker>.Instance);

    /// <summary>The bench's question, of a run whose documents name people and those above them.</summary>
    private async Task<ApprovalQuestion> Question()
    {
        var store = new BlobDocumentStore(bench.Blobs);
        var environment = DocumentReader.Read("""
            apiVersion: landfall.dev/v1
            kind: Environment
            metadata: { name: local, owner: platform }
            spec:
              cluster: { name: local }
              namespaces: { train: landfall-train, evaluate: landfall-evaluate, serve: landfall-serve }
              gateway: { name: models, namespace: landfall-gateway, capabilities: [sticky, mirror] }
              registries: [registry.local]
              groups: { ml-leads: [anna, bo], heads: [dora] }
              people:
                anna: { name: Anna, email: anna@example.com }
                bo: { name: Bo, email: bo@example.com }
                dora: { name: Dora, email: dora@example.com }
              storage: { account: devstoreaccount1 }
              publicUrl: http://localhost:7076
            """);
        Assert.Empty(environment.Problems);
        var asked = bench.Question;
        var run = asked.Request.Run;
        run = run with
        {
            Documents = new(
                await store.PutAsync(Train.JobDocuments.Pipeline, default), await store.PutAsync(environment.Document!, default), run.Documents.Policy),
        };
        var request = asked.Request with { Run = run, Plan = asked.Request.Plan with { EscalateTo = ["heads"] } };
        await bench.Replace(new(request, asked.Ticket));
        return await bench.Log.NeedQuestion(asked.Ticket.Id, default);
    }

    private sealed class GroupChannel(INotifier way) : IChannels
    {
        public IReadOnlyList<Channel> To(Contracts.Documents.EnvironmentSpec environment, string person) =>
            [new("team", IsPersonal: false, way)];
    }

    private sealed class Broken : INotifier
    {
        public int Tries { get; private set; }

        public Task Send(Notification notification, CancellationToken cancel)
        {
            Tries++;
            throw new IOException("the mail server is away");
        }
    }
}
