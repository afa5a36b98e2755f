using Landfall.Domain.Serving;

namespace Landfall.Domain.Rollout.Simulation;

/// <summary>
/// Runs a rollout on drawn requests: the state machine, the reading of counters and the judges are those of a real one, and
/// only servers, gateway and clock are drawn. Servers are ready at once, route writes take no time, nothing breaks, people
/// agree to every step at once, weights may rise at any time, and a threshold judge reads exactly its limit, which is no harm.
/// </summary>
public static class RolloutSimulation
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly ModelVersionRef Champion = Version(1);
    private static readonly ModelVersionRef Candidate = Version(2);

    /// <summary>Many rollouts, each with draws of its own, in the order of their numbers.</summary>
    public static IReadOnlyList<SimulatedRollout> Many(
        RolloutPlan plan, SimulatedTraffic traffic, int rollouts, ulong seed, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(traffic);
        traffic.Check();
        var ended = new SimulatedRollout[rollouts];
        Parallel.For(0, rollouts, new ParallelOptions { CancellationToken = cancel }, i =>
            ended[i] = Run(plan, traffic, Draws.Of(seed, i)));
        return ended;
    }

    public static SimulatedRollout Run(RolloutPlan plan, SimulatedTraffic traffic, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(traffic);
        ArgumentNullException.ThrowIfNull(draws);
        traffic.Check();
        plan = plan with { During = null, Steps = [.. plan.Steps.Select(step => step with { Approve = null })] };
        var servers = new SimulatedServers(traffic, draws, Champion, Candidate, Start);
        var numbers = plan.Judges.Where(judge => judge.Kind == JudgeKind.Threshold)
            .ToDictionary(judge => judge.Name, judge => (double?)judge.Max);
        var state = RolloutState.Begin(new(TheRun, Candidate, Champion, plan), Start);
        var (now, began) = (Start, Start);
        while (state is { Verdict: null, AskedBecause: null })
        {
            var effect = RolloutMachine.EffectOf(state, now);
            var input = Answer(effect);
            if (effect is RolloutEffect.Shift && state.Step == 0)
                began = now;
            if (effect is RolloutEffect.Look look)
            {
                now += look.After;
                servers.Answer(state.Current, look.Request.Stratum, look.After);
                input = new RolloutInput.Seen(Look(look.Request));
            }

            state = RolloutMachine.Next(state, input, now);
        }

        return new(
            EndOf(state), (state.Last?.Step ?? state.Current.Name), now - began, servers.Exposed, servers.ExposedFailed,
            state.Look, state.Verdict?.Reason ?? state.AskedBecause!);

        StepEvidence Look(ObserveRequest request) => StepObservation.Of(
            request with { Known = request.Known with { Pairs = servers.Pairs, Differing = servers.Differing } },
            plan, new(now, servers.Read(now), numbers));
    }

    private static SimulatedEnd EndOf(RolloutState state) =>
        state.Verdict?.Verdict == Verdict.Promoted ? SimulatedEnd.Promoted
        : state.Last?.Readings.Any(reading => reading.Outcome == JudgeOutcome.Harm) == true ? SimulatedEnd.Harm
        : SimulatedEnd.Inconclusive;

    private static RolloutInput Answer(RolloutEffect effect) => effect switch
    {
        RolloutEffect.Acquire acquire => new RolloutInput.Acquired(
            new(true, new("simulated", acquire.Request.Route), new(1, 0))),
        RolloutEffect.ReadServing => new RolloutInput.Served(new(true, 1, 1, 0, "ready")),
        RolloutEffect.Shift shift => new RolloutInput.Shifted(new(shift.Change.Fence, "1")),
        _ => new RolloutInput.Done(),
    };

    private static ModelVersionRef Version(int number) => new("simulated", number, "", "", "");

    private static Run TheRun { get; } = new(
        "simulated", "simulated", new("", "", "", 0, 0), new("", "", ""), new("simulation"), 1, Start);
}
