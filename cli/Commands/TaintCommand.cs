using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall taint</c>: marks data that a version may have influenced, so that no training window takes it.</summary>
internal static class TaintCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var pipeline = new Argument<string>("PIPELINE") { Description = "The pipeline whose data is marked." };
        var version = new Option<int?>("--version") { Description = "The datasets that landed while this version served.", HelpName = "N" };
        var from = BackfillCommand.Name("--from", "First dataset, by its folder below the pipeline's prefix.");
        var to = BackfillCommand.Name("--to", "Last dataset, also taken.");
        var lift = new Option<bool>("--lift") { Description = "Take the mark off again." };
        var reason = new Option<string?>("--reason") { Description = "Why; shown wherever the data is left out. Needed unless --dry-run.", HelpName = "TEXT" };
        var dry = new Option<bool>("--dry-run") { Description = "Only list the datasets, with the marks they have." };
        var by = RunCommands.By();
        var command = new Command("taint", "Keep data out of training that a version may have influenced.")
        {
            pipeline, version, from, to, lift, reason, dry, by,
        };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var (name, json) = (parsed.GetValue(pipeline)!, common.IsJson(parsed));
            if (parsed.GetValue(dry))
            {
                var found = await client.ListDatasetsAsync(
                    name, parsed.GetValue(from), parsed.GetValue(to), cancellation, parsed.GetValue(version), every: true);
                DatasetsView.Write(host, found, json);
                return;
            }

            if ((parsed.GetValue(version), parsed.GetValue(from), parsed.GetValue(to)) is (null, null, null))
                throw new CliException("Which data is meant?", "Name a version with --version N, or a range with --from and --to.");
            var why = parsed.GetValue(reason) ?? throw new CliException("A mark needs a reason.", "Say why with --reason TEXT, or look first with --dry-run.");
            var accepted = await client.TaintAsync(
                name,
                new(why, parsed.GetValue(by) ?? host.User, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(version), parsed.GetValue(lift)),
                cancellation);
            if (json)
            {
                host.Line(JsonSerializer.Serialize(accepted, ContractsJson.Options));
                return;
            }

            DatasetsView.Write(host, [.. accepted.Datasets.Select(dataset => dataset with { Tainted = null })], json: false);
            var many = accepted.Datasets.Count == 1 ? "1 dataset" : $"{accepted.Datasets.Count} datasets";
            host.Line(parsed.GetValue(lift) ? $"● the mark of {many} is taken off" : $"● {many} marked; runs that begin from now on leave them out");
        });
        return command;
    }
}
