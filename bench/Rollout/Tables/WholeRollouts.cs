using Landfall.Contracts;
using Landfall.Domain.Documents;
using Landfall.Domain.Rollout.Simulation;
using Landfall.Domain.Runs;

namespace Landfall.Bench.Rollout.Tables;

/// <summary>Whole rollouts as the default preset has them, through state machine, counters and judges.</summary>
internal static class WholeRollouts
{
    /// <summary>The rollout of the preset `standard`, with nothing changed.</summary>
    public static RolloutPlan Standard { get; } = RunPlanner.Plan(((Contracts.Documents.ModelPipeline)DocumentReader.Read(
        """
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: drawn, owner: bench }
        spec:
          data: { container: drawn, prefix: drawn/, complete: { marker: _SUCCESS } }
          label: { name: label, expr: "x > 1" }
          train: { image: "registry.example.com/trainer:1" }
          serve: { image: "registry.example.com/server:1", route: drawn }
          preset: standard
        """).Document!).Spec).Rollout;

    public static void Add(Findings findings, int many)
    {
        var rollouts = many / 5;
        var usual = new SimulatedTraffic(20, 0.002, 0.002);
        (string Name, SimulatedTraffic Traffic, int Count)[] cases =
        [
            ("identical to the champion (A/A)", usual, rollouts),
            ("identical, both fail 5 %", usual with { ChampionFailed = 0.05, CandidateFailed = 0.05 }, rollouts / 2),
            ("identical, clients in bursts of 5", usual with { Burst = 5 }, rollouts / 2),
            ("far better: 0 % against 5 %", usual with { ChampionFailed = 0.05, CandidateFailed = 0 }, rollouts / 8),
            ("2 % bad", usual with { CandidateFailed = 0.02 }, rollouts / 8),
            ("5 % bad", usual with { CandidateFailed = 0.05 }, rollouts / 8),
            ("5 % bad after two hours", usual with { CandidateFailed = 0.05, Onset = TimeSpan.FromHours(2) }, rollouts / 8),
            ("10 % bad after two hours", usual with { CandidateFailed = 0.10, Onset = TimeSpan.FromHours(2) }, rollouts / 8),
        ];
        findings.Table(
            "Whole rollouts at default settings",
            "The preset `standard` as it stands: shadow, 1, 10, 50 and 100 %, two proportion judges and pairs, α_harm 5 %, at 20 "
            + "requests per second, champion 0.2 % failed and 1 % slow unless the row says otherwise. Aim for A/A: at most half of "
            + "α_harm. Inconclusive means that a person is asked, after all extensions. After two hours the candidate is alone at 100 %, "
            + "where only the judges' `limit` holds: 5 % where nothing is written, so 5 % is within it.",
            ["candidate", "rollouts", "rolled back", "promoted", "inconclusive", "hours to the verdict, median", "exposed, median"],
            [.. cases.Select((one, i) =>
            {
                var ended = RolloutSimulation.Many(Standard, one.Traffic, one.Count, 51 + (ulong)i);
                var summary = SimulationSummary.Of(Standard, ended);
                return (IReadOnlyList<string>)
                [
                    one.Name, Endings.Number(one.Count), Endings.Percent(summary.Harm), Endings.Percent(summary.Promoted),
                    Endings.Percent(summary.Inconclusive), $"{summary.ToVerdict.Median / 3600:0.00}",
                    Endings.Number(summary.Exposed.Median),
                ];
            })]);
    }
}
