using System.Diagnostics;
using Landfall.Contracts;

namespace Landfall.Bench.Data.Landing;

/// <summary>Landings through whole runs with a trainer that does nothing: how many per minute, and what lies between the steps.</summary>
internal sealed record WholeRuns(IReadOnlyList<RunStatus> Runs, TimeSpan Through)
{
    private const int Pipelines = 16;

    public static async Task<WholeRuns> Measure(LandingRig rig, CancellationToken cancel)
    {
        var names = Enumerable.Range(0, Pipelines).Select(i => $"bench-whole-{i:00}").ToList();
        foreach (var name in names)
            await rig.Platform.Runs.Apply(name, Document(name));

        var decided = new HashSet<string>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(names.Select((name, i) => rig.Platform.Runs.Land(name, "2001", i)));
        IReadOnlyList<RunStatus> runs = [];
        await LandingRig.Until(
            async () =>
            {
                runs = await All(rig, names, cancel);
                await Task.WhenAll(runs.Where(run => run.Verdict is null).Select(Approve));
                return runs.Count(run => run.Verdict is not null) == Pipelines;
            },
            TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(15), "a verdict of every whole run", cancel);
        if (runs.FirstOrDefault(run => run.Verdict != Verdict.Promoted) is { } other)
            throw new InvalidOperationException($"A whole run was not promoted: {Harness.Runs.Tell(other)}");
        return new(runs, watch.Elapsed);

        // Nobody decides about a first version but people: here somebody who reads fast.
        async Task Approve(RunStatus run)
        {
            if (run.ApprovalId is { } id && run.Steps.Any(step => step is { Name: "approved", State: StepState.Waiting })
                && rig.Platform.Runs.IsAsked(id) && decided.Add(id))
                await rig.Platform.Runs.Decide(id, "approve");
        }
    }

    public void Write(TextWriter report)
    {
        report.WriteLine("## Whole runs with a trainer that does nothing\n");
        report.WriteLine($"{Pipelines} landings at once, each a first version: frozen, checked, trained in a Job, evaluated in a Job, registered and "
            + "signed, approved within half a second of the question, rolled out to everyone, committed to Git. Every step starts programs, "
            + "here on the machine that also runs the platform. The "
            + "controller of Argo Workflows is quoted at 270 trivial workflows per minute, on a cluster that carries the pods.\n");
        report.WriteLine("| | |\n| --- | --- |");
        report.WriteLine(FormattableString.Invariant($"| landings per minute, to promoted | {Runs.Count / Through.TotalMinutes:0.0} |"));
        report.WriteLine(FormattableString.Invariant($"| one run, median | {Median(Total):0.0} s |"));
        report.WriteLine(FormattableString.Invariant($"| of which between its steps, median | {Median(run => Total(run) - Inside(run)):0.00} s |"));
        foreach (var step in Runs[0].Steps.Select(step => step.Name))
            report.WriteLine(FormattableString.Invariant($"| … {step} | {Median(run => Length(run.Steps.Single(one => one.Name == step))):0.00} s |"));
    }

    private static double Total(RunStatus run) => (run.FinishedAt!.Value - run.StartedAt).TotalSeconds;

    private static double Inside(RunStatus run) => run.Steps.Sum(Length);

    private static double Length(StepStatus step) =>
        step is { StartedAt: { } from, FinishedAt: { } to } ? (to - from).TotalSeconds : 0;

    private double Median(Func<RunStatus, double> of)
    {
        var sorted = Runs.Select(of).Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static async Task<IReadOnlyList<RunStatus>> All(LandingRig rig, IReadOnlyList<string> names, CancellationToken cancel) =>
        [.. (await Task.WhenAll(names.Select(name => rig.Runs(name, cancel)))).SelectMany(runs => runs)];

    private static string Document(string name) => $$"""
        apiVersion: landfall.dev/v1
        kind: ModelPipeline
        metadata: { name: {{name}}, owner: bench }
        spec:
          preset: fast
          data: { container: {{name}}, prefix: in/, files: "*.csv", complete: { marker: _SUCCESS } }
          label: { name: high, expr: "y > 0" }
          train: { image: "registry.local/toy-trainer:1", format: csv }
          evaluate: { gates: [{ metric: auc, min: 0.60 }] }
          serve: { image: "registry.local/toy-server:1", route: {{name}} }
          approve: { quorum: 1, by: [ml-leads], notBy: [] }
          rollout:
            steps:
              - { shadow: 1s, minSamples: 1 }
              - { weight: 10, for: 1s, minSamples: 1 }
              - { weight: 100, bake: 1s }
            judge:
              - { name: errors, proportion: failed, margin: 0.02 }
            lookEvery: 1s
            onMissing: { hold: 1m, then: rollback }
        """;
}
