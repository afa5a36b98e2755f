using Landfall.Contracts;
using Landfall.Domain.Notifications;
using Landfall.Domain.Storage;
using Landfall.Functions.Approve.Activities;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Tests.Train;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Approve;

public sealed class AskReleaseTests : INotifier
{
    private static readonly DateTimeOffset Until = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly List<Notification> sent = [];

    [Fact]
    public async Task The_approvers_are_told_once_with_the_reason_and_the_end()
    {
        var asked = await Ask("ml-leads", times: 2);

        Assert.Equal(["anna"], asked.People);
        var message = Assert.Single(sent);
        Assert.Equal(("anna", "anna@example.com"), (message.Person, message.To));
        Assert.Contains("delay is null", message.Text, StringComparison.Ordinal);
        Assert.Contains("2026-03-15 12:00:00Z", message.Text, StringComparison.Ordinal);
        Assert.Null(message.Link);
    }

    [Fact]
    public async Task A_group_of_nobody_is_a_clear_refusal()
    {
        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => Ask("nobody", times: 1));

        Assert.Contains("0 people of nobody may decide", failure.Message, StringComparison.Ordinal);
        Assert.Empty(sent);
    }

    Task INotifier.Send(Notification notification, CancellationToken cancel)
    {
        sent.Add(notification);
        return Task.CompletedTask;
    }

    private async Task<AskedRelease> Ask(string group, int times)
    {
        var bench = new ApprovalBench();
        var documents = await JobDocuments.Store(bench.Blobs);
        var asker = new Asker(bench.Log, bench.Links, documents.Pinned, new OneChannel(this), bench.Callers, NullLogger<Asker>.Instance);
        var activity = new AskReleaseActivity(asker, documents.Pinned);
        var plan = new ApprovalPlan(ApprovalWhen.Always, 2, [group], null, TimeSpan.FromDays(3));
        var request = new AskReleaseRequest(documents.Attempt().Request.Run, "delay is null in 40 % of rows", plan, Until);

        AskedRelease? asked = null;
        for (var time = 0; time < times; time++)
            asked = await activity.Run(request, default);
        return asked!;
    }
}
