using System.Text;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;
using Landfall.Fakes;
using Landfall.Functions.Approve.Activities;
using Landfall.Functions.Approve.Checks;
using Landfall.Functions.Approve.Triggers;
using Landfall.Functions.Tests.Train;
using Landfall.Signing;
using Landfall.Storage;
using Landfall.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.Functions.Tests.Approve;

/// <summary>A run whose pipeline has one outside check, the system that is asked, and the address where it answers.</summary>
internal sealed class CheckBench : ICheckStart
{
    public const string Name = "bias";

    private readonly LinkKeyRing keys = LinkKeyRing.Parse(CheckLinks.Purpose, LinkKeyRing.NewKey());

    private CheckBench(Run run, MemoryBlobStore blobs)
    {
        (Run, Blobs) = (run, blobs);
        Log = new(Blobs, Time);
    }

    public MemoryBlobStore Blobs { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public CheckLog Log { get; }

    public Run Run { get; }

    public string Id => Orchestrators.CheckId(Run.Id, Name);

    public static ModelVersionRef Version { get; } = new("flights", 7, JobDocuments.Digest, "server@sha256:1", "sha256:st7");

    /// <summary>What the other side was asked, in order.</summary>
    public List<CheckMessage> Asked { get; } = [];

    /// <summary>Called when the other side is asked; what it throws is its answer.</summary>
    public Func<Uri?> OnStart { get; set; } = static () => new("https://ci.example.com/runs/7");

    public static async Task<CheckBench> Make()
    {
        var store = new MemoryBlobStore();
        var documents = new BlobDocumentStore(store);
        var check = new CheckSpec(Name, CheckKind.Github, "audits", TimeSpan.FromHours(2), Repository: "example/audits", Workflow: "bias.yml");
        var pipeline = JobDocuments.Pipeline with { Spec = JobDocuments.Pipeline.Spec with { Checks = [check] } };
        var (pinned, environment) = (
            await documents.PutAsync(pipeline, CancellationToken.None), await documents.PutAsync(JobDocuments.Environment, CancellationToken.None));
        var run = new Run(
            "flights-0123456789ab", "flights", new(JobDocuments.Digest, "2024-01", "d.json", 1, 1), new(pinned, environment, JobDocuments.Digest),
            new("data"), 1, DateTimeOffset.UnixEpoch);
        return new(run, store);
    }

    public Task<StartedCheck> Start(string check = Name) => new StartCheckActivity(
        Log, Links(), new(new BlobDocumentStore(Blobs)), this, Time, NullLogger<StartCheckActivity>.Instance)
        .Run(new(Run, Version, check), CancellationToken.None);

    /// <summary>The token in the address that was given for the answer.</summary>
    public async Task<string> Token()
    {
        await Start();
        return Asked[^1].Callback.Query["?t=".Length..];
    }

    /// <summary>A token of ours for something else.</summary>
    public async Task<string> Seal(string? id = null, string check = Name, string? scope = null) =>
        await new LinkTokens(keys, Time).Issue(id ?? Id, check, scope ?? Version.StatementDigest, Time.GetUtcNow().AddHours(1));

    public Task<Answer> Post(string body, string? token, DurableTaskClient? hub = null, string? id = null, bool inHeader = false) => Answer.Of(
        request => new PostCheckResult(Log, Links(), new(), Time, NullLogger<PostCheckResult>.Instance)
            .Run(request, id ?? Id, hub ?? new UnreachableHub(Time), default),
        request =>
        {
            request.ContentType = "application/json";
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            if (inHeader)
                request.Headers.Authorization = $"Bearer {token}";
            else if (token is not null)
                request.QueryString = QueryString.Create("t", token);
        });

    public async Task<CheckAnswer?> Stored() =>
        (await new ReadChecksActivity(Log).Run(new([Id]), default)).Answers.SingleOrDefault();

    public Task<CheckAnswer> Close(string reason) => new CloseCheckActivity(Log, Time).Run(new(Id, reason), default);

    Task<Uri?> ICheckStart.Start(CheckSpec check, CheckMessage message, CancellationToken cancel)
    {
        Asked.Add(message);
        return Task.FromResult(OnStart());
    }

    private CheckLinks Links() => new(new(keys, Time));
}
