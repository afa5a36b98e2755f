using Landfall.Domain.Rollout;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A rollout that asks people before everybody gets the candidate.</summary>
public sealed class StepApprovalTests : OrchestratorTests
{
    private static readonly string Id = Orchestrators.StepApprovalId(Sample.Run.Id, 3);

    private readonly RolloutState begin;
    private readonly List<int> traffic = [];
    private JudgeOutcome outcome = JudgeOutcome.Undecided;
    private ApprovalState said = ApprovalState.Pending;

    public StepApprovalTests()
        : base(typeof(ProgressiveRollout), Orchestrators.RolloutId(Sample.Run.Id))
    {
        var steps = Sample.Rollout.Steps.Select((step, at) => at == 2 ? step with { Approve = true } : step);
        begin = RolloutState.Begin(
            new(
                Sample.Run, Sample.Seven, Sample.Six, Sample.Rollout with { Steps = [.. steps] }, new(Sample.Approval, Sample.Good, "fine")),
            Sample.Start);
        Answer(Steps.AcquireRoute, new RouteLease(true, new("serve", "flights"), new(3, 0)));
        Answer(Steps.ReadServing, new ServingState(true, 2, 2, 0, "2 of 2 are ready"));
        Answer(Steps.AppendRecord, new Appended(1, "hash"));
        Answer<TrafficChange>(Steps.ApplyTraffic, change =>
        {
            traffic.Add(change.Weights.CandidateWeight);
            return new AppliedTraffic(change.Fence, "rv-1");
        });
        Answer<ObserveRequest>(Steps.ObserveStep, request => new StepEvidence(
            Play.Now, 1000, 2000, [new("errors", outcome, 1, 20, null, null, "0.1 % of 1000 failed")], request.Known));
        Answer<ReadApprovalRequest>(Steps.ReadApproval, _ => Sample.View(said));
        foreach (var step in new[]
        {
            Steps.DeployVersion, Steps.AskStep, Steps.CloseApproval, Steps.MoveAlias, Steps.SealVersion, Steps.RetireVersion,
            Steps.ReleaseRoute,
        })
            Answer(step, null);
    }

    [Fact]
    public void People_are_asked_once_and_their_yes_goes_on()
    {
        GoToTheQuestion();
        for (var look = 0; look < 3; look++)
            Look();
        Keep("1.0-approve");
        Assert.Equal([0, 10], traffic);
        Assert.Equal(Id, Play.CustomStatus<RolloutSummary>()!.ApprovalId);

        said = ApprovalState.Approved;
        Raise(Signals.Control, new RolloutCommand(RolloutControl.Decided, Id, "approved"));
        Assert.Equal([0, 10, 100], traffic);
        GoToTheEnd();

        Assert.Equal(Verdict.Promoted, Play.Output<RolloutVerdict>()!.Verdict);
        Assert.Single(Called, Steps.AskStep);
    }

    [Fact]
    public void A_no_gives_the_traffic_back_and_nothing_is_sealed()
    {
        GoToTheQuestion();
        said = ApprovalState.Rejected;
        GoToTheEnd();

        var verdict = Play.Output<RolloutVerdict>()!;
        Assert.Equal((Verdict.Rejected, true, true), (verdict.Verdict, verdict.HadTraffic, verdict.Restored));
        Assert.Equal(0, traffic[^1]);
        Assert.DoesNotContain(Steps.SealVersion, Called);
        Assert.DoesNotContain(Steps.CloseApproval, Called);
    }

    [Fact]
    public void Harm_while_they_think_goes_back_and_closes_their_question()
    {
        GoToTheQuestion();
        outcome = JudgeOutcome.Harm;
        GoToTheEnd();
        Keep("1.0-closed");

        Assert.Equal(Verdict.RolledBack, Play.Output<RolloutVerdict>()!.Verdict);
        Assert.Single(Called, Steps.CloseApproval);
        Assert.Contains(Play.History, e => e.EventSent is { } sent && sent.InstanceId == Id && sent.Name == Signals.Decided);
    }

    [Fact]
    public void Days_of_waiting_ask_nobody_twice_and_keep_the_history_short()
    {
        GoToTheQuestion();
        var generation = Play.Generation;
        var longest = 0;
        for (var look = 0; look < 240; look++)
        {
            Raise(Signals.Control, new RolloutCommand(RolloutControl.Decided, Id, null));
            longest = Math.Max(longest, Play.History.Count);
        }

        Assert.True(Play.Generation >= generation + 2, $"It started over {Play.Generation - generation} times.");
        Assert.True(longest < 2500, $"Its history grew to {longest} events.");
        Assert.Single(Called, Steps.AskStep);
    }

    [Fact]
    public void A_log_that_cannot_be_read_keeps_nobody_from_looking()
    {
        GoToTheQuestion();
        Answer(Steps.ReadApproval, new Broken("storage is away"));
        Look();
        Assert.Null(Play.Output<RolloutVerdict>());

        outcome = JudgeOutcome.Harm;
        GoToTheEnd();
        Assert.Equal(Verdict.RolledBack, Play.Output<RolloutVerdict>()!.Verdict);
    }

    [Theory]
    [InlineData(RolloutControl.Abort, Verdict.Cancelled)]
    [InlineData(RolloutControl.NotAsked, Verdict.Failed)]
    public void A_control_counts_while_people_think(RolloutControl control, Verdict verdict)
    {
        GoToTheQuestion();
        Raise(Signals.Control, new RolloutCommand(control, control == RolloutControl.NotAsked ? Id : "ada", "enough"));
        GoToTheEnd();

        Assert.Equal(verdict, Play.Output<RolloutVerdict>()!.Verdict);
    }

    private void GoToTheQuestion()
    {
        Go(begin);
        for (var fired = 0; !Called.Contains(Steps.AskStep); fired++)
        {
            Assert.True(fired < 100, "Nobody was ever asked.");
            Look();
        }
    }

    private void Look()
    {
        Play.FireNextTimer();
        Go();
    }
}
