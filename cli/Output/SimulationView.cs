using System.Globalization;
using System.Text.Json;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Cli.Output;

/// <summary>What many drawn rollouts came to.</summary>
/// <param name="IsHarmful">The candidate is worse than a judge's margin allows.</param>
/// <param name="MissedHarm">Share of rollouts that promoted a harmful candidate; null for one that does no harm.</param>
/// <param name="FalseRollback">Share of rollouts that went back for harm although the candidate was the champion itself.</param>
internal sealed record Simulation(
    string Pipeline, SimulatedTraffic Traffic, ulong Seed, bool IsHarmful, double? MissedHarm, double FalseRollback,
    double AlphaHarm, SimulationSummary Candidate, SimulationSummary Identical);

/// <summary>A simulation for people and programs.</summary>
internal static class SimulationView
{
    public static Simulation Summarise(
        string pipeline, RolloutPlan plan, SimulatedTraffic traffic, ulong seed, IReadOnlyList<SimulatedRollout> given,
        IReadOnlyList<SimulatedRollout> identical)
    {
        var (candidate, same) = (SimulationSummary.Of(plan, given), SimulationSummary.Of(plan, identical));
        var harmful = plan.Judges.Any(judge => judge.Kind switch
        {
            JudgeKind.Proportion when judge.Measure == "failed" => traffic.CandidateFailed > traffic.ChampionFailed + judge.Margin,
            JudgeKind.Proportion => traffic.CandidateSlow > traffic.ChampionSlow + judge.Margin,
            JudgeKind.Pairs => traffic.Disagreement > judge.Max,
            _ => false,
        });
        return new(
            pipeline, traffic, seed, harmful, harmful ? candidate.Promoted : null, same.Harm, plan.AlphaHarm, candidate, same);
    }

    public static void Write(CliHost host, Simulation simulation, RolloutPlan plan, bool json)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(simulation, CliJson.Default.Simulation));
            return;
        }

        var (candidate, same) = (simulation.Candidate, simulation.Identical);
        host.Line(Rows.Safe(Invariant(
            $"{simulation.Pipeline}: {plan.Steps.Count} steps at {simulation.Traffic.RequestsPerSecond:0.###} requests per second, ")
            + Invariant($"{candidate.Rollouts:N0} drawn rollouts each, seed {simulation.Seed}")));
        Rows.Write(host,
            [
                "", $"#candidate, {Percent(simulation.Traffic.CandidateFailed)} failed",
                $"#as the champion, {Percent(simulation.Traffic.ChampionFailed)}",
            ],
            [
                ["promoted", Percent(candidate.Promoted), Percent(same.Promoted)],
                ["rolled back for harm", Percent(candidate.Harm), Percent(same.Harm)],
                [Stuck(plan), Percent(candidate.Inconclusive), Percent(same.Inconclusive)],
                ["time to the verdict, median", Time(candidate.ToVerdict.Median), Time(same.ToVerdict.Median)],
                ["time to the verdict, p95", Time(candidate.ToVerdict.P95), Time(same.ToVerdict.P95)],
                ["live requests exposed, median", Number(candidate.Exposed.Median), Number(same.Exposed.Median)],
                ["live requests exposed, p95", Number(candidate.Exposed.P95), Number(same.Exposed.P95)],
                ["of these failed, median", Number(candidate.ExposedFailed.Median), Number(same.ExposedFailed.Median)],
                .. candidate.DecidedAt.Zip(same.DecidedAt, (one, other) => (IReadOnlyList<string>)
                    [$"decided at step {one.Step}", Percent(one.Share), Percent(other.Share)]),
            ]);
        host.Line(simulation.MissedHarm is { } missed
            ? $"Missed harm: {Percent(missed)}."
            : "This candidate does no harm by the judges' margins.");
        host.Line($"False rollback of an identical candidate: {Percent(simulation.FalseRollback)}, promised at most "
            + $"{Percent(simulation.AlphaHarm)}.");
        host.Line("Servers are taken to be ready at once and threshold judges to be within their limits; nothing breaks.");
    }

    private static string Stuck(RolloutPlan plan) =>
        $"inconclusive, {(plan.WhenInconclusive == WhenStuck.Ask ? "a person is asked" : "rolled back")}";

    private static string Percent(double share) => Invariant($"{share * 100:0.0#} %");

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(double seconds) => seconds switch
    {
        < 120 => Invariant($"{seconds:0} s"),
        < 7200 => Invariant($"{seconds / 60:0.#} min"),
        _ => Invariant($"{seconds / 3600:0.#} h"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
