using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Conformance;
using Landfall.Cli.Data;
using Landfall.Cli.Output;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall trainer test</c>: does a trainer, and its server, keep the contract? Exit code 1 when not.</summary>
internal static class TrainerCommands
{
    private const int TinyRows = 2000;

    /// <summary>For programs.</summary>
    private sealed record Body(bool Passed, IReadOnlyList<DataCheck> Checks);

    public static Command Of(CliHost host, CommonOptions common) =>
        new("trainer", "Trainers and servers of your own.") { Test(host, common) };

    private static Command Test(CliHost host, CommonOptions common)
    {
        var trainer = new Option<string>("--command")
        {
            Description = "The trainer: a program and its arguments, run here.",
            HelpName = "COMMAND",
            Required = true,
        };
        var server = new Option<string?>("--server") { Description = "The server for its model; tested too.", HelpName = "COMMAND" };
        var document = new Option<string?>("--document")
        {
            Description = "A pipeline document: label, task and format are taken from it.",
            HelpName = "FILE",
        };
        var data = new Option<string[]>("--data")
        {
            Description = $"Files as they land; the first {TinyRows:N0} rows are used. Without it rows are invented.",
            HelpName = "FILE",
        };
        var seconds = new Option<int>("--within")
        {
            Description = "Seconds that each run may take.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 120,
        };
        var command = new Command("test", "Run a trainer on a tiny dataset and tell what it does against the contract.")
        {
            trainer, server, document, data, seconds,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var limit = TimeSpan.FromSeconds(parsed.GetValue(seconds) is > 0 and <= 86_400 and var given
                ? given : throw new CliException("--within is out of range.", "Write seconds, 1 to 86400."));
            using var folder = new DataFolder(new(), cancellation);
            var files = parsed.GetValue(data) is { Length: > 0 } names ? DataSource.Here(host, names) : null;
            var shape = Shape(host, parsed.GetValue(document), files is null);
            var rows = TinyDataset.Of(folder, files, shape, cancellation);

            var findings = new Findings();
            var model = await new TrainerProbe(
                CommandText.Split(parsed.GetValue(trainer)!), host.Directory, rows, limit, findings).Run(folder.Place, cancellation);
            if (model is not null && parsed.GetValue(server) is { } serving)
            {
                await new ServerProbe(CommandText.Split(serving), host.Directory, rows, shape.Task, limit, findings)
                    .Run(folder.Place, model, cancellation);
            }

            return Say(host, common.IsJson(parsed), findings, files is null);
        });
        return command;
    }

    private static TinyShape Shape(CliHost host, string? file, bool invented)
    {
        if (file is null)
            return new(new("outcome"), ModelTask.Binary, DataFormat.Csv, TinyRows);

        var path = Path.GetFullPath(file, host.Directory);
        var reading = File.Exists(path)
            ? DocumentReader.Read(File.ReadAllText(path))
            : throw new CliException($"The file {file} does not exist.", $"Paths are relative to {host.Directory}.");
        if (reading.Document is not ModelPipeline pipeline)
            throw new CliException($"{file} is no valid pipeline.", $"See why: landfall pipeline validate {file}");
        if (invented)
            throw new CliException("The rows of a pipeline cannot be invented.", "Give some that landed: --data FILE");
        return new(pipeline.Spec.Label, pipeline.Spec.Evaluate.Task, pipeline.Spec.Train.Format, TinyRows);
    }

    private static int Say(CliHost host, bool json, Findings findings, bool invented)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(new Body(findings.Passed, findings.All), ContractsJson.Options));
            return findings.Passed ? ExitCodes.Ok : ExitCodes.Problem;
        }

        foreach (var finding in findings.All)
            host.Line(Rows.Safe($" {ChecksView.Mark(finding.Outcome)} {finding.Name,-20} {finding.Explanation}"));
        var failed = findings.All.Count(finding => finding.Outcome == CheckOutcome.Fail);
        host.Line(findings.Passed ? "✓ It keeps the contract." : $"✕ It breaks the contract in {failed} point{(failed == 1 ? "" : "s")}.");
        if (!findings.Passed && invented)
            host.Line("The rows were invented (csv, label 'outcome'). A trainer that needs columns of its own: --document FILE --data FILE");
        return findings.Passed ? ExitCodes.Ok : ExitCodes.Problem;
    }
}
