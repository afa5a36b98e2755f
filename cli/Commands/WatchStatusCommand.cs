using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall watch status</c>: how a champion is doing after its promotion.</summary>
internal static class WatchStatusCommand
{
    public static Command Of(CliHost host, CommonOptions common) =>
        new("watch", "How champions are doing after their promotion.") { Status(host, common) };

    private static Command Status(CliHost host, CommonOptions common)
    {
        var model = new Argument<string>("MODEL") { Description = "The name of the pipeline." };
        var command = new Command("status", "Show drift and errors of a model's champion, and what was done about them.") { model };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var watch = await client.WatchAsync(parsed.GetValue(model)!, cancellation);
            if (common.IsJson(parsed))
            {
                host.Line(JsonSerializer.Serialize(watch, ContractsJson.Options));
                return;
            }

            foreach (var line in WatchStatusView.Lines(watch))
                host.Line(Rows.Safe(line));
        });
        return command;
    }
}
