using System.Text;
using Landfall.Contracts;
using Landfall.Domain.Documents;
using Landfall.Domain.Notifications;
using Landfall.Domain.Overrides;
using Landfall.Fakes;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Overrides;
using Landfall.Functions.Approve.Triggers;
using Landfall.Hosting.Access;
using Landfall.Signing;
using Landfall.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Approve;

/// <summary>A run under way, whose pipeline olga wrote; ana and bo may approve it, ole steers it, vic looks.</summary>
internal sealed class OverrideBench : INotifier
{
    public const string RunId = "flights-0123456789ab";
    public const string Ask = """{"act":"ask","by":"ana","rules":["freeze","approvals"],"reason":"production is on fire","for":"2h"}""";
    public const string Confirm = """{"act":"confirm","by":"bo","reason":"seen it too"}""";

    private const string Access = """
          access:
            - { role: approver, of: [ml-leads] }
            - { role: operator, of: [ole, authors] }
            - { role: viewer, of: [vic] }
            - { role: admin, of: [pia] }
        """;

    private readonly BlobDocumentStore documents;
    private readonly Callers callers;

    /// <param name="access">Whether the environment says who may do what.</param>
    public OverrideBench(AccessOptions? options = null, bool access = false)
    {
        (callers, documents, Log) = (new(options ?? new() { ClaimedNames = true }), new(Blobs), new(Blobs));
        var environment = Put(LocalEnvironment.Of(
            "{ ml-leads: [ana, bo, olga], authors: [olga] }", ["ana", "bo", "ole", "olga", "vic", "pia"], access ? Access : ""));
        var pipeline = Put("""
            apiVersion: landfall.dev/v1
            kind: ModelPipeline
            metadata: { name: flights, owner: authors }
            spec:
              data: { container: flights, prefix: monthly/, complete: { marker: _SUCCESS } }
              label: { name: delayed, expr: "delay > 15" }
              train: { image: registry.local/trainer:1 }
              serve: { image: registry.local/server:1, route: flights }
              approve: { by: [ml-leads], notBy: [author] }
              preset: standard
            """);
        var policy = Put("""
            apiVersion: landfall.dev/v1
            kind: DeliveryPolicy
            metadata: { name: standard, owner: risk }
            spec: { freeze: [ { reason: audit, from: 2020-01-01T00:00:00Z, to: 2999-01-01T00:00:00Z } ] }
            """);
        Run = new(
            RunId, "flights", new("sha256:d", "march", "m.json", 1, 1), new(pipeline, environment, policy), new("data"), 1, Time.GetUtcNow());
        Hub.Add(Orchestrators.ModelDelivery, RunId, new RunStatus(Run, [], Time.GetUtcNow()));
    }

    public MemoryBlobStore Blobs { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 12, 24, 12, 0, 0, TimeSpan.Zero));

    public FakeDurableTaskClient Hub { get; } = new();

    public Run Run { get; }

    public OverrideLog Log { get; }

    public List<Notification> Sent { get; } = [];

    public bool IsAway { get; set; }

    /// <summary>What was owed to the run's record, in its order.</summary>
    public IEnumerable<RecordFact> Recorded =>
        Hub.Started.Where(started => started.Name == Orchestrators.RecordDebt).Select(started => (RecordFact)started.Input!);

    private OverrideDesk Desk
    {
        get
        {
            var pinned = new PinnedDocuments(documents);
            var links = new PersonalLinks(new LinkTokens(LinkKeyRing.Parse("approval", LinkKeyRing.NewKey()), Time));
            var asker = new Asker(new(Blobs), links, pinned, new OneChannel(this), callers, NullLogger<Asker>.Instance);
            var news = new OverrideNews(asker, Blobs, new(), Time, NullLogger<OverrideNews>.Instance);
            return new(Log, Blobs, pinned, new(Blobs, documents), callers, news, Time, NullLogger<OverrideDesk>.Instance);
        }
    }

    /// <param name="account">Who has signed in, as the principal header says.</param>
    public Task<Answer> Post(string body, string? account = null, string run = RunId) => Answer.Of(
        request => new PostOverride(Desk).Run(request, run, Hub, default),
        request =>
        {
            request.ContentType = "application/json";
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            ApprovalBench.SignIn(request, account);
        });

    public Task<Answer> Show(string? account = null, string run = RunId) => Answer.Of(
        request => new ShowOverride(Desk).Run(request, run, Hub, default), request => ApprovalBench.SignIn(request, account));

    public async Task<OverrideView> View() => await Log.View(Run, null, Time.GetUtcNow(), default);

    Task INotifier.Send(Notification notification, CancellationToken cancel)
    {
        if (IsAway)
            throw new IOException("the mail server is away");
        Sent.Add(notification);
        return Task.CompletedTask;
    }

    private string Put(string text)
    {
        var reading = DocumentReader.Read(text);
        Assert.Empty(reading.Problems);
        return documents.PutAsync(reading.Document!, default).GetAwaiter().GetResult();
    }
}
