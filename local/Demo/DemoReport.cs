using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Contracts;
using Spectre.Console;

namespace Landfall.Local.Demo;

/// <summary>How it ended: for people as tables, for machines as JSON.</summary>
internal static class DemoReport
{
    private static readonly Verdict[] Expected = [Verdict.Promoted, Verdict.Promoted, Verdict.Rejected, Verdict.RolledBack];
    private static readonly JsonSerializerOptions Indented = new(ContractsJson.Options) { WriteIndented = true };

    public static bool IsAsTold(IReadOnlyList<RunStatus> runs) =>
        runs.Select(run => run.Verdict!.Value).SequenceEqual(Expected);

    public static JsonObject Json(IReadOnlyList<RunStatus> runs, JsonObject traffic) => new()
    {
        ["runs"] = new JsonArray([.. runs.Select(Run)]),
        ["traffic"] = traffic.DeepClone(),
    };

    public static void Write(string file, JsonObject report) => File.WriteAllText(file, report.ToJsonString(Indented) + "\n");

    public static void Print(IReadOnlyList<RunStatus> runs, JsonObject traffic)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("run").AddColumn("dataset").AddColumn("verdict").AddColumn("why").AddColumn(new TableColumn("took").RightAligned());
        foreach (var run in runs)
        {
            var took = run.FinishedAt - run.StartedAt;
            table.AddRow(
                Markup.Escape(run.Run.Id[^12..]), Markup.Escape(run.Run.Dataset.Name), $"{run.Verdict}",
                Markup.Escape(run.Reason ?? ""), $"{took?.TotalSeconds:0} s");
        }

        AnsiConsole.WriteLine();
        AnsiConsole.Write(table);

        var versions = new Table().Border(TableBorder.Simple)
            .AddColumn("version").AddColumn(new TableColumn("requests").RightAligned()).AddColumn(new TableColumn("failed").RightAligned());
        foreach (var (version, numbers) in traffic["byVersion"]!.AsObject())
            versions.AddRow(Markup.Escape(version), $"{numbers!["requests"]}", $"{numbers["failed"]}");
        versions.AddRow("all", $"{traffic["requests"]}", $"{traffic["failed"]}");
        AnsiConsole.Write(versions);
    }

    private static JsonNode Run(RunStatus run) => new JsonObject
    {
        ["id"] = run.Run.Id,
        ["pipeline"] = run.Run.Pipeline,
        ["dataset"] = new JsonObject
        {
            ["name"] = run.Run.Dataset.Name,
            ["digest"] = run.Run.Dataset.Digest,
            ["landings"] = run.Run.Dataset.Landings,
        },
        ["verdict"] = run.Verdict.ToString(),
        ["reason"] = run.Reason,
        ["steps"] = new JsonArray([.. run.Steps.Select(step => (JsonNode)new JsonObject
        {
            ["name"] = step.Name,
            ["state"] = step.State.ToString(),
            ["startedAt"] = step.StartedAt?.ToString("O"),
            ["finishedAt"] = step.FinishedAt?.ToString("O"),
            ["detail"] = step.Detail,
        })]),
    };
}
