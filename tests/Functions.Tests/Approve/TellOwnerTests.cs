using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Notifications;
using Landfall.Domain.Storage;
using Landfall.Functions.Approve.Activities;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Tests.Train;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Approve;

public sealed class TellOwnerTests : INotifier
{
    private readonly List<Notification> sent = [];
    private bool isAway;

    [Fact]
    public async Task The_owner_is_told_once_per_episode_without_a_link()
    {
        var bench = new ApprovalBench();
        var documents = await JobDocuments.Store(bench.Blobs);
        var activity = Activity(bench, documents);
        var message = new OwnerMessage(documents.Attempt().Request.Run, "watch-drift-1-begun", "flights v7: drift", "It drifts.");

        // team-arrivals is nobody of this environment: those who may approve are told.
        Assert.Equal(["anna"], (await activity.Run(message, default)).People);
        Assert.Equal(["anna"], (await activity.Run(message, default)).People);
        var told = Assert.Single(sent);
        Assert.Equal(("anna", "flights v7: drift", "It drifts.", null), (told.Person, told.Subject, told.Text, told.Link));

        await activity.Run(message with { Key = "watch-drift-2-begun" }, default);
        Assert.Equal(2, sent.Count);
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_tried_again()
    {
        var bench = new ApprovalBench();
        var documents = await JobDocuments.Store(bench.Blobs);
        var message = new OwnerMessage(documents.Attempt().Request.Run, "watch-drift-1-begun", "drift", "It drifts.");

        isAway = true;
        var failure = await Assert.ThrowsAsync<IOException>(() => Activity(bench, documents).Run(message, default));
        Assert.Contains("anna (the mail server is away)", failure.Message, StringComparison.Ordinal);
        isAway = false;
        await Activity(bench, documents).Run(message, default);
        Assert.Single(sent);
    }

    [Fact]
    public void The_owner_is_a_group_or_a_person_else_those_who_approve_and_nobody_is_an_error()
    {
        var environment = PinnedEnvironment();
        var pipeline = JobDocuments.Pipeline;

        Assert.Equal(["anna"], Owners.Of(pipeline, environment));
        Assert.Equal(["bo"], Owners.Of(pipeline with { Metadata = new("flights", "bo") }, environment));
        Assert.Equal(["anna", "bo"], Owners.Of(pipeline with { Metadata = new("flights", "team") }, environment));
        var nobody = Assert.Throws<TerminalFailure>(() => Owners.Of(
            pipeline, environment with { Groups = new Dictionary<string, IReadOnlyList<string>>() }));
        Assert.Contains("its owner 'team-arrivals' is neither a group nor a person", nobody.Message, StringComparison.Ordinal);
    }

    Task INotifier.Send(Notification notification, CancellationToken cancel)
    {
        if (isAway)
            throw new IOException("the mail server is away");
        sent.Add(notification);
        return Task.CompletedTask;
    }

    private TellOwnerActivity Activity(ApprovalBench bench, JobDocuments documents) => new(
        new Asker(bench.Log, bench.Links, documents.Pinned, new OneChannel(this), bench.Callers, NullLogger<Asker>.Instance), documents.Pinned);

    private static EnvironmentSpec PinnedEnvironment() => new(
        new("local"), new("t", "e", "s"), new("models", "gateway", []), ["registry.local"],
        new Dictionary<string, IReadOnlyList<string>> { ["ml-leads"] = ["anna"], ["team"] = ["bo", "anna", "gone"] },
        new Dictionary<string, PersonSpec> { ["anna"] = new("Anna", "anna@example.com"), ["bo"] = new("Bo", "bo@example.com") },
        new("account"), "http://localhost");
}
