using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Serving;

namespace Landfall.Functions.Tests.Rollout;

/// <summary>Two versions behind real agents, and what a look sees of them.</summary>
public sealed class LookTests
{
    private const int Shadow = 0;
    private const int OnePercent = 1;

    private static ObserveRequest Look(
        RolloutPlatform platform, ModelVersionRef candidate, ModelVersionRef champion, int step, string stratum) =>
        new(platform.Run, platform.Route, candidate, champion, step, stratum, CounterState.Empty, 0);

    [Fact]
    public async Task A_candidate_that_fails_is_harm_as_soon_as_it_is_seen()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var (champion, candidate) = (await platform.Serve("0.2 0"), await platform.Serve("0.8 2"));

        Assert.Empty(await platform.Ask(champion, "1.2", 60));
        Assert.Equal(20, (await platform.Ask(candidate, "1.2", 40)).Count);
        await platform.Ask(candidate, "9.1", 5);
        var evidence = await platform.LookUntil(
            Look(platform, candidate, champion, OnePercent, "1.2"), evidence => evidence.Requests == 100);

        Assert.Equal((40, 1, null), (evidence.Samples, evidence.CandidateReady, evidence.Blind));
        var errors = evidence.Readings.Single(reading => reading.Name == "errors");
        Assert.Equal(JudgeOutcome.Harm, errors.Outcome);
        Assert.StartsWith("50.0 % of 40, champion 0.0 % of 60", errors.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_gateway_saw_counts_against_the_candidate_and_what_agents_saw_counts_once()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var (champion, candidate) = (await platform.Serve("0.2 0"), await platform.Serve("0.8 2"));
        await platform.Ask(champion, "1.2", 60);
        Assert.Single(await platform.Ask(candidate, "1.2", 2));
        var look = Look(platform, candidate, champion, OnePercent, "1.2");

        platform.Gateway.Readings.Add(new("v2", "1.2", false, 1));
        var seen = await platform.LookUntil(look, evidence => evidence.Requests == 62);
        Assert.Equal(JudgeOutcome.Undecided, seen.Readings.Single(reading => reading.Name == "errors").Outcome);

        platform.Gateway.Readings[0] = new("v2", "1.2", false, 31);
        var errors = (await platform.Observe.Run(look with { Known = seen.Counters }, default)).Readings.Single(r => r.Name == "errors");
        Assert.Equal(JudgeOutcome.Harm, errors.Outcome);
        Assert.StartsWith("96.9 % of 32", errors.Explanation, StringComparison.Ordinal);
        Assert.Contains("only the gateway saw 30 failed requests of the candidate", errors.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_candidate_that_is_gone_leaves_its_counts_and_a_look_that_says_it_is_blind()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var (champion, candidate) = (await platform.Serve("0.2 0"), await platform.Serve("0.8 0"));
        var look = Look(platform, candidate, champion, OnePercent, "1.2");
        await platform.Ask(candidate, "1.2", 10);
        var seen = await platform.LookUntil(look, evidence => evidence.Samples == 10);

        await platform.Serving.Remove(RolloutPlatform.Space, "flights", candidate, default);
        var gone = await platform.LookUntil(look with { Known = seen.Counters }, evidence => evidence.Blind is not null);

        Assert.Equal("no agent of flights v2 can be read", gone.Blind);
        Assert.Equal((10, 0), (gone.Samples, gone.CandidateReady));
    }

    [Fact]
    public async Task Made_up_requests_tell_a_candidate_that_works_from_one_that_does_not_and_are_counted_nowhere()
    {
        await using var platform = await RolloutPlatform.Start(onMissing: MissingAction.Probe);
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var (champion, good, bad) =
            (await platform.Serve("0.2 0 inputs"), await platform.Serve("0.8 0 inputs"), await platform.Serve("0.8 1 inputs"));
        var look = Look(platform, good, champion, OnePercent, "1.2");

        var silent = await platform.Observe.Run(look, default);
        Assert.Equal((null, null), (Assert.Single(silent.Missing!).Probed, silent.Counters.Probes));

        var works = await platform.Observe.Run(look with { Probe = true }, default);
        Assert.True(Assert.Single(works.Missing!).Probed, works.Missing![0].What);
        Assert.Equal((0, 0), (works.Samples, works.Requests));

        var fails = await platform.LookUntil(
            look with { Candidate = bad, Probe = true }, evidence => evidence.Readings.Any(reading => reading.Outcome == JudgeOutcome.Harm));
        Assert.Equal((0, 0, 0), (fails.Samples, fails.Requests, fails.Counters.Rows.Count));
        Assert.Contains(
            "9 of the candidate's 9 failed, 0 of the champion's 9, at 3 looks in a row",
            fails.Readings.Single(reading => reading.Name == "errors").Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_shadow_answers_to_the_same_request_are_compared_once()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Run, "flights"), default);
        var (champion, candidate) = (await platform.Serve("0.2 0"), await platform.Serve("0.8 0"));
        var look = Look(platform, candidate, champion, Shadow, "1.1");
        await platform.Ask(champion, "1.1", 20);
        await platform.Ask(candidate, "1.1", 18, mirror: true);

        Assert.Equal(0, (await platform.Observe.Run(look, default)).Counters.Pairs);
        platform.Clock.Ahead = TimeSpan.FromSeconds(15);
        var evidence = await platform.LookUntil(look, evidence => evidence.Counters.Pairs > 0);
        Assert.Equal((20, 20, 20), (evidence.Samples, evidence.Counters.Pairs, evidence.Counters.Differing));
        Assert.Equal(JudgeOutcome.Harm, evidence.Readings.Single(reading => reading.Name == "disagreement").Outcome);

        var again = await platform.Observe.Run(look with { Known = evidence.Counters }, default);
        Assert.Equal(20, again.Counters.Pairs);
    }

    [Fact]
    public async Task A_run_that_lost_the_route_looks_no_more()
    {
        await using var platform = await RolloutPlatform.Start();
        await platform.Acquire.Run(new(platform.Other, "flights"), default);

        await Assert.ThrowsAsync<FencedException>(() => platform.Observe.Run(
            Look(platform, TrafficTests.Version(7), TrafficTests.Version(6), OnePercent, "1.2"), default));
    }
}
