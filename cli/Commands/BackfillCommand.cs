using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall backfill</c>: a run for each past dataset of a range, oldest first, one after the other.</summary>
internal static class BackfillCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var pipeline = new Argument<string>("PIPELINE") { Description = "The pipeline whose past is run again." };
        var from = Name("--from", "First dataset, by its folder below the pipeline's prefix; without it the oldest.");
        var to = Name("--to", "Last dataset, also taken; without it the newest.");
        var reason = new Option<string?>("--reason") { Description = "Why; kept with the request. Needed unless --dry-run.", HelpName = "TEXT" };
        var dry = new Option<bool>("--dry-run") { Description = "Only list the datasets that would be taken." };
        var by = RunCommands.By();
        var command = new Command("backfill", "Run past datasets again, oldest first; new data goes first meanwhile.")
        {
            pipeline, from, to, reason, dry, by,
        };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var (name, json) = (parsed.GetValue(pipeline)!, common.IsJson(parsed));
            if (parsed.GetValue(dry))
            {
                var found = await client.ListDatasetsAsync(name, parsed.GetValue(from), parsed.GetValue(to), cancellation);
                DatasetsView.Write(host, found, json);
                return;
            }

            var why = parsed.GetValue(reason) ?? throw new CliException("A backfill needs a reason.", "Say why with --reason TEXT, or look first with --dry-run.");
            var accepted = await client.BackfillAsync(
                name, new(why, parsed.GetValue(by) ?? host.User, parsed.GetValue(from), parsed.GetValue(to)), cancellation);
            if (json)
            {
                host.Line(JsonSerializer.Serialize(accepted, ContractsJson.Options));
                return;
            }

            DatasetsView.Write(host, accepted.Datasets, json: false);
            host.Line($"● {accepted.Datasets.Count} run{(accepted.Datasets.Count == 1 ? "" : "s")} asked for; follow them: landfall run list");
        });
        return command;
    }

    public static Option<string?> Name(string name, string description) => new(name) { Description = description, HelpName = "DATASET" };
}
