using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Experiments;

namespace Landfall.Cli.Output;

/// <summary>Runs for people, pipes and programs.</summary>
internal static class RunView
{
    private const int Widest = 53;

    public static void List(CliHost host, IReadOnlyList<RunStatus> runs, bool json)
    {
        if (json)
            host.Line(JsonSerializer.Serialize(runs, ContractsJson.Options));
        else if (runs.Count == 0)
            host.Line("There are no runs yet.");
        else
        {
            Rows.Write(host, ["run", "state", "started", "step", "reason"], runs.Select(Row));
        }
    }

    public static void One(CliHost host, RunStatus run, RolloutSummary? rollout, string? passing, string page, bool json)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(run, ContractsJson.Options));
            return;
        }

        host.Line(Rows.Safe($"{run.Run.Id}  {State(run)}"));
        if ((run.WaitingFor ?? run.Reason) is { } why)
            host.Line(Rows.Safe(why));
        if (passing is not null)
            host.Line(passing);
        foreach (var step in run.Steps)
            host.Line(StepLine(step));
        if (rollout is not null && run.Verdict is null)
            RolloutView.Write(host, rollout);

        host.Line($"Page: {page}");
        if (run.ApprovalId is { } approval && run.Verdict is null
            && run.Steps.Any(step => step is { Name: "approved", State: StepState.Waiting }))
            host.Line(Rows.Safe($"Decide: landfall approve {approval} --as PERSON"));
    }

    /// <summary>One step in 80 columns.</summary>
    public static string StepLine(StepStatus step)
    {
        var took = step is { StartedAt: { } from, FinishedAt: { } to } ? $"{(to - from).TotalSeconds:0.0} s" : "";
        return Rows.Safe($" {Mark(step.State)} {step.Name,-11} {Short(step.Detail ?? ""),-53} {took,9}").TrimEnd();
    }

    /// <summary>What a run does now, in one line.</summary>
    public static string Now(RunStatus run, RolloutSummary? rollout = null) => Rows.Safe(
        run.Verdict is null && rollout is not null ? RolloutView.Line(rollout)
        : run.Verdict is not null ? $"it has ended, {State(run)}"
        : run.WaitingFor is { } waiting ? (waiting.StartsWith("waiting", StringComparison.Ordinal) ? waiting : $"waiting: {waiting}")
        : Current(run) is { } step ? $"{step.Name}: {step.Detail}"
        : "it begins");

    private static IReadOnlyList<string> Row(RunStatus run) =>
    [
        run.Run.Id, State(run), $"{run.StartedAt:u}", Current(run)?.Name ?? "", run.WaitingFor ?? run.Reason ?? "",
    ];

    public static string State(RunStatus run)
    {
        var state = run.Verdict switch
        {
            Verdict.Promoted => "✓ promoted",
            Verdict.RolledBack => "↩ rolled back",
            Verdict.Evaluated => "◇ evaluated",
            { } verdict => $"✕ {verdict.ToString().ToLowerInvariant()}",
            null => run.WaitingFor is null ? "● running" : "▲ waiting",
        };
        return Experiment.Is(run.Run) ? $"{state} (experiment)" : state;
    }

    private static StepStatus? Current(RunStatus run) =>
        run.Steps.FirstOrDefault(step => step.State is StepState.Running or StepState.Waiting);

    private static string Short(string text) => text.Length <= Widest ? text : text[..(Widest - 1)] + "…";

    private static string Mark(StepState state) => state switch
    {
        StepState.Done => "✓",
        StepState.Running => "●",
        StepState.Waiting => "▲",
        StepState.Refused or StepState.Failed => "✕",
        _ => "·",
    };
}
