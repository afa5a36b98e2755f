using Landfall.Domain.Rollout;
using Landfall.Orchestrations.Tests.Samples;

namespace Landfall.Orchestrations.Tests;

/// <summary>A rollout whose weights rise on Mondays alone; it begins on a Sunday.</summary>
public sealed class RaiseHoursTests : OrchestratorTests
{
    private static readonly DateTime Monday = Sample.Start.UtcDateTime.Date.AddDays(1);

    private readonly RolloutState begin = RolloutState.Begin(
        new(Sample.Run, Sample.Seven, Sample.Six, Sample.Rollout with { During = "mon UTC" }), Sample.Start);

    private readonly List<(int Weight, DateTime At)> traffic = [];
    private JudgeOutcome outcome = JudgeOutcome.Undecided;

    public RaiseHoursTests()
        : base(typeof(ProgressiveRollout), Orchestrators.RolloutId(Sample.Run.Id))
    {
        Answer(Steps.AcquireRoute, new RouteLease(true, new("serve", "flights"), new(3, 0)));
        Answer(Steps.ReadServing, new ServingState(true, 2, 2, 0, "2 of 2 are ready"));
        Answer(Steps.AppendRecord, new Appended(1, "hash"));
        Answer<TrafficChange>(Steps.ApplyTraffic, change =>
        {
            traffic.Add((change.Weights.CandidateWeight, Play.Now));
            return new AppliedTraffic(change.Fence, "rv-1");
        });
        Answer<ObserveRequest>(Steps.ObserveStep, request => new StepEvidence(
            Play.Now, 1000, 2000, [new("errors", outcome, 1, 20, null, null, "0.1 % of 1000 failed")], request.Known,
            OpensAt: Play.Now < Monday ? Monday : null));
        foreach (var step in new[] { Steps.DeployVersion, Steps.MoveAlias, Steps.SealVersion, Steps.RetireVersion, Steps.ReleaseRoute })
            Answer(step, null);
    }

    [Fact]
    public void Shadow_goes_on_at_any_time_and_the_first_weight_waits_for_its_hours()
    {
        Go(begin);
        for (var look = 0; look < 12; look++)
        {
            Play.FireNextTimer();
            Go();
        }

        Keep("1.0-hours");
        Assert.Equal([0], traffic.Select(write => write.Weight));
        Assert.Contains("waits until 2026-03-02 00:00:00Z", Play.CustomStatus<RolloutSummary>()!.WaitsFor, StringComparison.Ordinal);

        GoToTheEnd(timersAtMost: 2000);
        Assert.Equal([0, 10, 100], traffic.Select(write => write.Weight));
        Assert.InRange(traffic[1].At, Monday, Monday.AddMinutes(5));
        Assert.Equal(Verdict.Promoted, Play.Output<RolloutVerdict>()!.Verdict);
    }

    [Fact]
    public void Harm_does_not_wait_for_the_hours()
    {
        Go(begin);
        for (var look = 0; look < 12; look++)
        {
            Play.FireNextTimer();
            Go();
        }

        outcome = JudgeOutcome.Harm;
        GoToTheEnd();

        Assert.Equal(Verdict.Rejected, Play.Output<RolloutVerdict>()!.Verdict);
        Assert.True(Play.Now < Monday);
    }
}
