using Landfall.Contracts;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Approvals;
using Landfall.Domain.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Approve.Activities;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Overrides;
using Landfall.Functions.Approve.Triggers;
using Landfall.Hosting.Access;
using Landfall.Signing;
using Landfall.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Approve;

/// <summary>A question that was asked of two people, and the HTTP functions they reach.</summary>
internal sealed class ApprovalBench
{
    public const string Id = "flights-delay-3f9a1c-approval";

    private readonly string access;
    private readonly LinkKeyRing keys = LinkKeyRing.Parse("approval", LinkKeyRing.NewKey());

    /// <param name="options">How people are known; by nothing but their links without any.</param>
    /// <param name="access">More lines of the environment's spec.</param>
    public ApprovalBench(
        int quorum = 1, string headline = "AUC 0.641, champion 0.636", AccessOptions? options = null, string access = "")
    {
        (Callers, this.access) = (new(options ?? new()), access);
        Log = new(Blobs);
        Tokens = new(keys, Time);
        Links = new(Tokens);
        Question = Ask(quorum, headline);
    }

    public MemoryBlobStore Blobs { get; } = new();

    public FakeTimeProvider Time { get; private set; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ApprovalLog Log { get; }

    public Callers Callers { get; }

    public Guests Guests
    {
        get
        {
            var documents = new BlobDocumentStore(Blobs);
            return new(Links, Callers, new(Blobs, documents), new(documents));
        }
    }

    public LinkTokens Tokens { get; private set; }

    public PersonalLinks Links { get; private set; }

    public ApprovalQuestion Question { get; }

    /// <summary>From now on the clock goes wrong by this much.</summary>
    public void SetClock(TimeSpan wrongBy)
    {
        Time = new(Time.GetUtcNow() + wrongBy);
        Tokens = new(keys, Time);
        Links = new(Tokens);
    }

    public string Token(string person) => Issue(Id, person, Question.Ticket.EvidenceDigest);

    /// <summary>A ring of keys in memory answers at once.</summary>
    public string Issue(string approval, string person, string scope) =>
        Tokens.Issue(approval, person, scope, Question.Ticket.ExpiresAt).AsTask().GetAwaiter().GetResult();

    /// <param name="account">Who has signed in, as the principal header says.</param>
    public async Task<Answer> Show(string? token, string id = Id, string? account = null) => await Answer.Of(
        request => new ShowApproval(Log, Links, Guests, new(Blobs), new(), Time).Run(request, id, default),
        request =>
        {
            if (token is not null)
                request.QueryString = QueryString.Create("t", token);
            SignIn(request, account);
        });

    public static void SignIn(HttpRequest request, string? account)
    {
        if (account is not null)
            request.Headers[PrincipalHeader.Name] = Console.Doors.Principal(account);
    }

    public async Task<Answer> Submit(
        string token, string decision, string? formToken = null, string? comment = null, string? account = null)
    {
        var form = new Dictionary<string, StringValues>
        {
            ["t"] = token,
            ["decision"] = decision,
            ["comment"] = comment ?? "",
            ["form"] = formToken ?? await FormToken(token),
        };
        return await Answer.Of(
            request => new SubmitDecision(Log, Links, Guests, Decider(), new()).Run(request, Id, new UnreachableHub(Time), default),
            request =>
            {
                request.Form = new FormCollection(form);
                SignIn(request, account);
            });
    }

    /// <summary>As if another question had been stored.</summary>
    public Task Replace(ApprovalQuestion question) => Blobs.WriteJson(Paths.Question(question.Ticket.Id), question, default);

    /// <summary>Reads logs as the orchestration has them read.</summary>
    public ReadApprovalActivity Reader => new(Log, new(Log, new(Blobs), Time, NullLogger<QuorumRelief>.Instance));

    public Decider Decider() => new(Log, new(), Time, NullLogger<Decider>.Instance);

    public Task<IReadOnlyList<ApprovalEntry>> Entries() => Log.Entries(Id, default);

    private async Task<string> FormToken(string token) =>
        (await Tokens.Read(token)).Claim is { } claim
            ? await Links.FormToken(new(new(claim.Person, claim.Person, []), "link", claim), Question.Ticket, default) : "";

    private RunDocuments Documents(string other)
    {
        var environment = DocumentReader.Read(LocalEnvironment.Of("{ ml-leads: [anna, bo] }", ["anna", "bo", "pia"], access));
        Assert.Empty(environment.Problems);
        Console.Doors.Apply(Blobs, environment.Document!).GetAwaiter().GetResult();
        return new(other, DocumentDigest.Of(environment.Document!), other);
    }

    private ApprovalQuestion Ask(int quorum, string headline)
    {
        var digest = ContentDigest.Of("x"u8);
        var run = new Run(
            "flights-delay-3f9a1c", "flights-delay", new(digest, "March", "m.json", 3, 1), Documents(digest),
            new("data"), 1, Time.GetUtcNow());
        var request = new ApprovalRequest(
            Id, run, new("flights-delay", 7, digest, "server@sha256:1", digest), new("flights-delay", 6, digest, "s", digest),
            new(EvaluationOutcome.Pass, headline, [new("auc", 0.641, 0.638, 0.644, 0.636, 0.005)], [],
                ["origin ORD: false positives +1.1 points"], "evaluation.json", digest),
            new(ApprovalWhen.Always, quorum, ["ml-leads"], TimeSpan.FromHours(4), TimeSpan.FromDays(3)), "511,502 rows");
        var now = Time.GetUtcNow();
        var question = new ApprovalQuestion(
            request, new(Id, now, now.AddDays(3), ApprovalEvidence.Digest(request), ["anna", "bo"]));
        return Log.Ask(question, default).GetAwaiter().GetResult();
    }
}

/// <summary>What a browser would get.</summary>
internal sealed record Answer(int Status, string Body, IHeaderDictionary Headers)
{
    public static async Task<Answer> Of(Func<HttpRequest, Task<IResult>> function, Action<HttpRequest> prepare)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        var body = new MemoryStream();
        http.Response.Body = body;
        http.Request.ContentType = "application/x-www-form-urlencoded";
        prepare(http.Request);
        await (await function(http.Request)).ExecuteAsync(http);
        return new(http.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()), http.Response.Headers);
    }
}
