using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
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
                List(host, found, json);
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

            List(host, accepted.Datasets, json: false);
            host.Line($"● {accepted.Datasets.Count} run{(accepted.Datasets.Count == 1 ? "" : "s")} asked for; follow them: landfall run list");
        });
        return command;
    }

    private static Option<string?> Name(string name, string description) => new(name) { Description = description, HelpName = "DATASET" };

    private static void List(CliHost host, IReadOnlyList<DatasetRow> datasets, bool json)
    {
        if (json)
            host.Line(JsonSerializer.Serialize(datasets, ContractsJson.Options));
        else if (datasets.Count == 0)
            host.Line("No dataset of this range was closed.");
        else
        {
            Rows.Write(host, ["dataset", "#files", "#bytes", "closed", "digest"], datasets.Select(dataset => (string[])
            [
                dataset.Name, dataset.Files.ToString(CultureInfo.InvariantCulture),
                dataset.Bytes.ToString(CultureInfo.InvariantCulture), $"{dataset.ClosedAt:u}", dataset.Digest,
            ]));
        }
    }
}
