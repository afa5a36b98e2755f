using Landfall.Contracts;
using Landfall.Domain.Approvals;
using Landfall.Domain.Notifications;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Approve.Activities;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Tests.Train;
using Microsoft.Extensions.Logging.Abstractions;

namespace Landfall.Functions.Tests.Approve;

/// <summary>A question about one step of a rollout.</summary>
public sealed class AskStepTests : INotifier
{
    private readonly ApprovalBench bench = new();
    private readonly FakeDurableTaskClient client = new();
    private readonly List<Notification> sent = [];

    private static StepQuestion Step { get; } = new(3, 10, 50, new(
        "10 %", 10, DateTimeOffset.UnixEpoch, 1204,
        [new("errors", JudgeOutcome.Undecided, 0.4, 40, 3, 20, "0.2 % of 1,204, <b>champion</b> 0.2 % of 9,800")]));

    [Fact]
    public async Task It_is_stored_at_once_and_its_orchestration_is_begun_once()
    {
        var (request, questions) = await Ask();
        var activity = new AskStepActivity(questions);

        await activity.Run(request, client, default);
        await activity.Run(request, client, default);

        Assert.Equal((Orchestrators.Approval, request.Id, request), Assert.Single(client.Started));
        Assert.Equal(ApprovalState.Pending, (await bench.Reader.Run(new(request.Id), client, default)).State);
        Assert.Empty(sent);
    }

    [Fact]
    public async Task The_message_names_the_step_and_what_its_judges_saw()
    {
        var (request, questions) = await Ask();

        await new RequestApprovalActivity(
            questions, bench.Log, new(bench.Log, bench.Links, Documents!.Pinned, new OneChannel(this), bench.Callers, NullLogger<Asker>.Instance), bench.Time)
            .Run(request, default);

        var message = Assert.Single(sent);
        Assert.Equal("Approve flights-delay v7 at 50 %?", message.Subject);
        Assert.Contains("would go from 10 % to 50 % of live traffic", message.Text, StringComparison.Ordinal);
        Assert.Contains("in 1204 observations: errors 0.2 % of 1,204", message.Text, StringComparison.Ordinal);
        Assert.Contains($"/api/approvals/{request.Id}?t=", message.Link!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_both_weights_and_what_the_judges_saw()
    {
        var asked = bench.Question with { Request = bench.Question.Request with { Step = Step } };
        await bench.Replace(asked with { Ticket = asked.Ticket with { EvidenceDigest = ApprovalEvidence.Digest(asked.Request) } });
        var link = bench.Issue(ApprovalBench.Id, "anna", ApprovalEvidence.Digest(asked.Request));

        var page = (await bench.Show(link)).Body;

        Assert.Contains("v7 would go from 10 % to 50 % of live traffic, beside v6.", page, StringComparison.Ordinal);
        Assert.Contains("at 10 %, in 1,204 observations of the candidate", page, StringComparison.Ordinal);
        Assert.Contains(
            "● no harm shown</span> errors: 0.2 % of 1,204, &lt;b&gt;champion&lt;/b&gt; 0.2 % of 9,800", page, StringComparison.Ordinal);
        Assert.Equal(403, (await bench.Show(bench.Token("anna"))).Status);      // a link for the whole version opens no step

        await new CloseApprovalActivity(bench.Log, bench.Time).Run(
            new(ApprovalBench.Id, ApprovalEntryKind.Supersede, "the rollout goes back: harm"), default);
        Assert.Contains("✕ over: the rollout went back", (await bench.Show(link)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_people_is_a_clear_refusal()
    {
        var (request, questions) = await Ask();

        var failure = await Assert.ThrowsAsync<TerminalFailure>(() => new AskStepActivity(questions).Run(
            request with { Plan = request.Plan with { Quorum = 2 } }, client, default));

        Assert.Contains("1 people of ml-leads may decide about flights, 2 have to", failure.Message, StringComparison.Ordinal);
        Assert.Empty(client.Started);
    }

    Task INotifier.Send(Notification notification, CancellationToken cancel)
    {
        sent.Add(notification);
        return Task.CompletedTask;
    }

    private JobDocuments? Documents { get; set; }

    private async Task<(ApprovalRequest Request, Questions Questions)> Ask()
    {
        Documents = await JobDocuments.Store(bench.Blobs);
        var run = Documents.Attempt().Request.Run;
        var request = bench.Question.Request with { Id = Orchestrators.StepApprovalId(run.Id, 3), Run = run, Step = Step };
        return (request, new Questions(bench.Log, Documents.Pinned, bench.Time));
    }
}
