using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class ApprovalTests : OrchestratorTests
{
    private static readonly string Id = Orchestrators.ApprovalId(Sample.Run.Id);
    private static readonly ApprovalTicket Ticket = new(Id, Sample.Start, Sample.Start.AddHours(10), "sha256:evidence", ["ada"]);

    private readonly ApprovalRequest request = new(Id, Sample.Run, Sample.Seven, Sample.Six, Sample.Good, Sample.Approval, "fine");

    private ApprovalState state = ApprovalState.Pending;

    public ApprovalTests()
        : base(typeof(Approval), Id)
    {
        Answer(Steps.RequestApproval, Ticket);
        Answer(Steps.RemindApprovers, null);
        Answer<ReadApprovalRequest>(Steps.ReadApproval, _ => Sample.View(state));
        Answer<CloseApprovalRequest>(Steps.CloseApproval, _ =>
        {
            state = state == ApprovalState.Pending ? ApprovalState.Expired : state;
            return null;
        });
    }

    [Fact]
    public void A_decision_wakes_it_and_the_log_decides()
    {
        Go(request);
        Assert.Equal(Ticket.EvidenceDigest, Play.CustomStatus<ApprovalTicket>()!.EvidenceDigest);

        Raise(Signals.Decided, "a rumour");
        Assert.Equal(OrchestrationRuntimeStatus.Running, Play.Status);

        state = ApprovalState.Approved;
        Raise(Signals.Decided, "ada");
        Keep();
        Assert.Equal(ApprovalState.Approved, Play.Output<ApprovalView>()!.State);
    }

    [Fact]
    public void A_decision_made_while_the_log_is_read_is_not_missed()
    {
        HoldBack(Steps.ReadApproval);
        Go(request);
        Raise(Signals.Decided, "ada");
        Play.CompleteActivity(Steps.ReadApproval, Sample.View(ApprovalState.Pending));

        Play.CompleteActivity(Steps.ReadApproval, Sample.View(ApprovalState.Rejected));
        Assert.Equal(ApprovalState.Rejected, Play.Output<ApprovalView>()!.State);
    }

    [Fact]
    public void Reminders_come_until_nobody_has_decided_and_the_expiry_is_claimed()
    {
        var reminders = new List<int>();
        Answer<RemindRequest>(Steps.RemindApprovers, remind =>
        {
            reminders.Add(remind.Reminder);
            return null;
        });
        Go(request);
        GoToTheEnd();

        Assert.Equal([1, 2], reminders);
        Assert.Equal(ApprovalState.Expired, Play.Output<ApprovalView>()!.State);
        Assert.Equal([Steps.CloseApproval, Steps.ReadApproval], Called.TakeLast(2));
        Assert.Equal(Sample.Start.AddHours(10).UtcDateTime, Play.Now);
    }

    [Fact]
    public void Those_above_are_asked_when_nobody_decided_and_a_second_silence_is_a_no()
    {
        var longer = Ticket with { Asked = ["ada", "dora"], ExpiresAt = Ticket.ExpiresAt.AddHours(10) };
        Answer<EscalateRequest>(Steps.EscalateApproval, _ => longer);
        Go(request with { Plan = request.Plan with { EscalateTo = ["heads"] } });
        GoToTheEnd();

        Assert.Equal(2, Called.Count(name => name == Steps.EscalateApproval));
        Assert.Equal(ApprovalState.Expired, Play.Output<ApprovalView>()!.State);
        Assert.Equal(Sample.Start.AddHours(20).UtcDateTime, Play.Now);
    }

    [Fact]
    public void Where_nobody_above_can_be_asked_the_question_ends_as_without_them()
    {
        Answer<EscalateRequest>(Steps.EscalateApproval, _ => Ticket);
        Go(request with { Plan = request.Plan with { EscalateTo = ["nobody"] } });
        GoToTheEnd();

        Assert.Equal(Sample.Start.AddHours(10).UtcDateTime, Play.Now);
        Assert.Equal(ApprovalState.Expired, Play.Output<ApprovalView>()!.State);
    }

    [Fact]
    public void A_click_that_was_first_in_the_log_beats_the_expiry()
    {
        Answer<CloseApprovalRequest>(Steps.CloseApproval, close =>
        {
            Assert.Equal(ApprovalEntryKind.Expire, close.Kind);
            state = ApprovalState.Approved;
            return null;
        });
        Go(request);
        GoToTheEnd();

        Assert.Equal(ApprovalState.Approved, Play.Output<ApprovalView>()!.State);
    }

    [Fact]
    public void A_year_of_reminders_keeps_its_history_short_and_repeats_none()
    {
        var year = Ticket with { ExpiresAt = Sample.Start.AddDays(365) };
        Answer(Steps.RequestApproval, year);
        var reminders = new List<int>();
        var longest = 0;
        Answer<RemindRequest>(Steps.RemindApprovers, remind =>
        {
            reminders.Add(remind.Reminder);
            longest = Math.Max(longest, Play.History.Count);
            return null;
        });
        Go(request);
        GoToTheEnd(timersAtMost: 3000);

        Assert.Equal(Enumerable.Range(1, (365 * 6) - 1), reminders);
        Assert.True(longest < 1000, $"Its history grew to {longest} events.");
        Assert.Equal(ApprovalState.Expired, Play.Output<ApprovalView>()!.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_question_about_a_step_tells_its_rollout_that_it_is_over(bool isStep)
    {
        state = ApprovalState.Approved;
        Go(isStep ? request with { Step = Step } : request);
        if (isStep)
            Keep("1.0-step");

        Assert.Equal(isStep ? [RolloutControl.Decided] : [], Told());
    }

    [Fact]
    public void A_question_about_a_step_that_reaches_nobody_tells_its_rollout()
    {
        Answer(Steps.RequestApproval, new Broken("no channel works"));
        Go(request with { Step = Step });
        GoToTheEnd();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, Play.Status);
        Assert.Equal([RolloutControl.NotAsked], Told());
    }

    private static StepQuestion Step { get; } = new(3, 10, 100, new("10 %", 10, Sample.Start, 1000, []));

    private IEnumerable<RolloutControl> Told() => Play.History.Select(e => e.EventSent)
        .Where(sent => sent?.InstanceId == Orchestrators.RolloutId(Sample.Run.Id) && sent.Name == Signals.Control)
        .Select(sent => System.Text.Json.JsonSerializer.Deserialize<RolloutCommand>(sent.Input, ContractsJson.Options)!)
        .Select(command =>
        {
            Assert.Equal(Id, command.By);
            return command.Control;
        });

    [Fact]
    public void Without_reminders_only_the_expiry_is_waited_for()
    {
        Go(request with { Plan = Sample.Approval with { RemindAfter = null } });

        Assert.Equal(Ticket.ExpiresAt.UtcDateTime, Assert.Single(Play.OpenTimers));
        Assert.DoesNotContain(Steps.RemindApprovers, Called);
    }
}
