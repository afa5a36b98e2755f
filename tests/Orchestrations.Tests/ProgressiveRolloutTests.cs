using Landfall.Domain.Rollout;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

public sealed class ProgressiveRolloutTests : OrchestratorTests
{
    private readonly RolloutState begin = RolloutState.Begin(
        new(Sample.Run, Sample.Seven, Sample.Six, Sample.Rollout), Sample.Start);

    private readonly List<TrafficChange> traffic = [];
    private JudgeOutcome outcome = JudgeOutcome.Undecided;

    public ProgressiveRolloutTests()
        : base(typeof(ProgressiveRollout), Orchestrators.RolloutId(Sample.Run.Id))
    {
        Answer(Steps.AcquireRoute, new RouteLease(true, new("serve", "flights"), new(3, 0)));
        Answer(Steps.DeployVersion, null);
        Answer(Steps.ReadServing, new ServingState(true, 2, 2, 0, "2 of 2 are ready"));
        Answer(Steps.AppendRecord, new Appended(1, "hash"));
        AnswerTraffic();
        Answer<ObserveRequest>(Steps.ObserveStep, request => new StepEvidence(
            Play.Now, 1000, 2000, [new("errors", outcome, 1, 20, null, null, "0.1 % of 1000 failed")], request.Known));
        foreach (var step in new[] { Steps.MoveAlias, Steps.SealVersion, Steps.RetireVersion, Steps.ReleaseRoute })
            Answer(step, null);
    }

    [Fact]
    public void Without_harm_it_goes_step_by_step_to_promotion()
    {
        Go(begin);
        GoToTheEnd();
        Keep();

        Assert.Equal((Verdict.Promoted, true, false), Ended());
        Assert.Equal([0, 10, 100], traffic.Select(change => change.Weights.CandidateWeight));
        Assert.Equal([true, false, false], traffic.Select(change => change.Weights.Mirror));
        Assert.Equal([Steps.MoveAlias, Steps.RetireVersion, Steps.ReleaseRoute], Called.TakeLast(3));
        Assert.Equal(2, Play.Generation);
    }

    [Fact]
    public void Harm_under_live_traffic_goes_back_and_seals_the_version()
    {
        GoTo(10);
        outcome = JudgeOutcome.Harm;
        GoToTheEnd();

        Assert.Equal((Verdict.RolledBack, true, true), Ended());
        Assert.Null(traffic[^1].Weights.Candidate);
        Assert.True(traffic[^1].Fence.CompareTo(traffic[^2].Fence) > 0);
        Assert.Contains(Steps.SealVersion, Called);
        Assert.DoesNotContain(Steps.MoveAlias, Called);
    }

    [Fact]
    public void Harm_in_shadow_refuses_the_version_and_nobody_was_served()
    {
        outcome = JudgeOutcome.Harm;
        Go(begin);
        GoToTheEnd();

        Assert.Equal((Verdict.Rejected, false, false), Ended());
    }

    [Theory]
    [InlineData(Steps.AcquireRoute)]
    [InlineData(Steps.DeployVersion)]
    [InlineData(Steps.ReadServing)]
    [InlineData(Steps.ObserveStep)]
    [InlineData(Steps.MoveAlias)]
    public void What_fails_for_good_on_the_way_forward_leads_back(string broken)
    {
        Answer(broken, new Broken("no rights in the cluster"));
        Go(begin);
        GoToTheEnd();

        Assert.Equal(Verdict.Failed, Ended().Verdict);
        Assert.Contains("no rights in the cluster", Play.Output<RolloutVerdict>()!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_cannot_be_read_under_live_traffic_leads_back()
    {
        GoTo(10);
        Answer(Steps.ObserveStep, "nothing to see");
        GoToTheEnd();

        Assert.Equal((Verdict.Failed, true, true), Ended());
        Assert.Null(traffic[^1].Weights.Candidate);
    }

    [Fact]
    public void Days_of_looks_and_thousands_of_controls_keep_its_history_short()
    {
        GoTo(10);
        var longest = 0;
        for (var given = 0; given < 3000; given++)
        {
            Raise(Signals.Control, new RolloutCommand(given % 2 == 0 ? RolloutControl.Pause : RolloutControl.Resume, "ada", null));
            longest = Math.Max(longest, Play.History.Count);
        }

        Assert.True(Play.Generation >= 28, $"It started over {Play.Generation} times.");
        Assert.True(longest < 2000, $"Its history grew to {longest} events.");
        GoToTheEnd();
        Assert.Equal(Verdict.Promoted, Ended().Verdict);
    }

    [Fact]
    public void The_way_back_is_tried_until_the_route_is_written()
    {
        GoTo(10);
        outcome = JudgeOutcome.Harm;
        var failures = 3;
        Answer<TrafficChange>(
            Steps.ApplyTraffic, change => failures-- > 0 ? new Broken("the cluster is away") : Applied(change));
        GoToTheEnd();

        Assert.Equal((Verdict.RolledBack, true, true), Ended());
        Assert.Equal(-1, failures);
    }

    [Theory]
    [InlineData(0, RolloutControl.Abort, Verdict.Cancelled)]
    [InlineData(10, RolloutControl.Abort, Verdict.Cancelled)]
    [InlineData(0, RolloutControl.Supersede, Verdict.Superseded)]
    [InlineData(10, RolloutControl.Supersede, Verdict.Promoted)]
    public void A_control_counts_as_the_moment_allows(int weight, RolloutControl control, Verdict verdict)
    {
        GoTo(weight);
        Raise(Signals.Control, new RolloutCommand(control, "ada", "enough"));
        GoToTheEnd();

        Assert.Equal(verdict, Ended().Verdict);
    }

    [Fact]
    public void A_paused_rollout_stays_until_it_is_resumed()
    {
        GoTo(10);
        Raise(Signals.Control, new RolloutCommand(RolloutControl.Pause, "ada", null));
        for (var look = 0; look < 20; look++)
        {
            Play.FireNextTimer();
            Go();
        }

        Assert.True(Play.CustomStatus<RolloutSummary>()!.Paused);
        Assert.Equal(10, traffic[^1].Weights.CandidateWeight);
        Raise(Signals.Control, new RolloutCommand(RolloutControl.Resume, "ada", null));
        GoToTheEnd();
        Assert.Equal(Verdict.Promoted, Ended().Verdict);
    }

    [Fact]
    public void A_person_may_end_a_step_early()
    {
        GoTo(0);
        Raise(Signals.Control, new RolloutCommand(RolloutControl.Skip, "ada", "seen enough"));

        Assert.Equal(10, traffic[^1].Weights.CandidateWeight);
        Assert.Equal(Sample.Start.UtcDateTime.AddSeconds(1), Play.Now);
    }

    [Fact]
    public void A_person_may_set_the_weight_and_less_traffic_is_recorded_after_it_flows()
    {
        GoTo(10);
        Called.Clear();
        Raise(Signals.Control, new RolloutCommand(RolloutControl.SetWeight, "ada", "more, please", 40));
        Assert.Equal([Steps.AppendRecord, Steps.ApplyTraffic], Called);
        Called.Clear();
        Raise(Signals.Control, new RolloutCommand(RolloutControl.SetWeight, "ada", null, 5));

        Assert.Equal([Steps.ApplyTraffic, Steps.AppendRecord], Called);
        Assert.Equal([10, 40, 5], traffic.Select(change => change.Weights.CandidateWeight).TakeLast(3));
        GoToTheEnd();
        Assert.Equal(Verdict.Promoted, Ended().Verdict);
    }

    [Fact]
    public void A_step_that_is_not_over_in_its_time_goes_back()
    {
        var steps = Sample.Rollout.Steps.Select(
            step => step.Weight == 10 ? step with { MinSamples = 5000, Within = TimeSpan.FromMinutes(12) } : step);
        Go(begin with { Request = begin.Request with { Plan = Sample.Rollout with { Steps = [.. steps], Extensions = 20 } } });
        GoToTheEnd();
        Keep("1.0-within");

        Assert.Equal((Verdict.RolledBack, true, true), Ended());
        Assert.Contains("not over within 12m", Play.Output<RolloutVerdict>()!.Reason, StringComparison.Ordinal);
        Assert.InRange(Play.Now, Sample.Start.UtcDateTime.AddMinutes(17), Sample.Start.UtcDateTime.AddMinutes(21));
    }

    [Fact]
    public void A_metric_that_is_missing_for_too_long_leads_back_and_is_named()
    {
        var judge = new JudgePlan(
            "cpu", JudgeKind.Threshold, "threshold", 0, 0.05, 0.8, "cpu", OnMissing: WhenMissing.Fail, MissingFor: TimeSpan.FromMinutes(2));
        Answer<ObserveRequest>(Steps.ObserveStep, request => new StepEvidence(
            Play.Now, 1000, 2000, [], request.Known, Missing: request.Step == 1 ? [new("cpu", "has no number")] : null));
        Go(begin with { Request = begin.Request with { Plan = Sample.Rollout with { Judges = [judge] } } });
        GoToTheEnd();
        Keep("1.0-missing");

        Assert.Equal((Verdict.RolledBack, true, true), Ended());
        Assert.Matches(
            "^missing: cpu has no number since 20[0-9: -]+Z; 2m are allowed$", Play.Output<RolloutVerdict>()!.Reason);
    }

    [Fact]
    public void Made_up_requests_are_asked_for_once_the_time_without_data_is_over_and_not_before()
    {
        var judge = Sample.Rollout.Judges[0] with { OnMissing = WhenMissing.Probe, MissingFor = TimeSpan.FromMinutes(2) };
        var wanted = new List<bool?>();
        Answer<ObserveRequest>(Steps.ObserveStep, request =>
        {
            wanted.Add(request.Probe);
            return new StepEvidence(Play.Now, 1000, 2000, [], request.Known, Missing: [new(judge.Name, "has no request", request.Probe)]);
        });
        Go(begin with { Request = begin.Request with { Plan = Sample.Rollout with { Judges = [judge] } } });
        GoToTheEnd();

        Assert.Equal(Verdict.Promoted, Ended().Verdict);
        Assert.Null(wanted[0]);
        Assert.True(wanted[^1]);
        Assert.DoesNotContain(false, wanted);
    }

    [Fact]
    public void An_abort_during_the_look_that_ends_a_step_survives_the_start_over()
    {
        GoTo(0);
        HoldBack(Steps.ObserveStep);
        Play.Now = Sample.Start.UtcDateTime.AddMinutes(6);
        Play.FireNextTimer();
        Raise(Signals.Control, new RolloutCommand(RolloutControl.Abort, "ada", "stop"));
        Assert.Equal(0, Play.Generation);

        Answer<ObserveRequest>(
            Steps.ObserveStep, request => new StepEvidence(Play.Now, 1000, 2000, [], request.Known));
        Go();
        GoToTheEnd();
        Assert.Equal(Verdict.Cancelled, Ended().Verdict);
    }

    private void AnswerTraffic() => Answer<TrafficChange>(Steps.ApplyTraffic, Applied);

    private AppliedTraffic Applied(TrafficChange change)
    {
        traffic.Add(change);
        return new(change.Fence, "rv-1");
    }

    /// <summary>Until the route has that weight and the first look at it is waited for.</summary>
    private void GoTo(int weight)
    {
        Go(begin);
        for (var fired = 0; traffic.Count == 0 || traffic[^1].Weights.CandidateWeight != weight; fired++)
        {
            Assert.True(fired < 100, $"The route never had {weight} %.");
            Play.FireNextTimer();
            Go();
        }
    }

    private (Verdict Verdict, bool HadTraffic, bool Restored) Ended()
    {
        var verdict = Play.Output<RolloutVerdict>()!;
        return (verdict.Verdict, verdict.HadTraffic, verdict.Restored);
    }
}
