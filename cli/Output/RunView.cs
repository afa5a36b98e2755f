using System.Text.Json;
using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>Runs for people, pipes and programs.</summary>
internal static class RunView
{
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

    public static void One(CliHost host, RunStatus run, bool json)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(run, ContractsJson.Options));
            return;
        }

        host.Line(Rows.Safe($"{run.Run.Id}  {State(run)}"));
        if ((run.WaitingFor ?? run.Reason) is { } why)
            host.Line(Rows.Safe(why));
        foreach (var step in run.Steps)
        {
            var took = step is { StartedAt: { } from, FinishedAt: { } to } ? $"{(to - from).TotalSeconds:0.0} s" : "";
            host.Line(Rows.Safe($" {Mark(step.State)} {step.Name,-12} {step.Detail ?? "",-52} {took,10}").TrimEnd());
        }

        if (run.ApprovalId is { } approval)
            host.Line(Rows.Safe($"Approval: {approval}"));
    }

    private static IReadOnlyList<string> Row(RunStatus run) =>
    [
        run.Run.Id, State(run), $"{run.StartedAt:u}", Current(run)?.Name ?? "", run.WaitingFor ?? run.Reason ?? "",
    ];

    private static string State(RunStatus run) => run.Verdict switch
    {
        Verdict.Promoted => "✓ promoted",
        Verdict.RolledBack => "↩ rolled back",
        { } verdict => $"✕ {verdict.ToString().ToLowerInvariant()}",
        null => run.WaitingFor is null ? "● running" : "▲ waiting",
    };

    private static StepStatus? Current(RunStatus run) =>
        run.Steps.FirstOrDefault(step => step.State is StepState.Running or StepState.Waiting);

    private static string Mark(StepState state) => state switch
    {
        StepState.Done => "✓",
        StepState.Running => "●",
        StepState.Waiting => "▲",
        StepState.Refused or StepState.Failed => "✕",
        _ => "·",
    };
}
