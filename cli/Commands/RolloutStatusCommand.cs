using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall rollout status [--watch]</c>: step, weight, and what each judge says, moving.</summary>
internal static class RolloutStatusCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var run = RunCommands.RunOrPipeline();
        var watch = new Option<bool>("--watch", "-w")
        {
            Description = "Follow it to the run's verdict; exit code 0 when it is promoted.",
        };
        var command = new Command("status", "Show where a rollout is and what its judges say.") { run, watch };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = PlatformCommand.Client(host, common, parsed);
            var what = parsed.GetValue(run)!;
            return parsed.GetValue(watch)
                ? await new RolloutWatch(host, common.IsJson(parsed)).Follow(id => Look(client, id ?? what, cancellation), cancellation)
                : Once(host, common.IsJson(parsed), await Look(client, what, cancellation));
        });
        return command;
    }

    private static async Task<RolloutSight> Look(PlatformClient client, string what, CancellationToken cancellation)
    {
        var run = await client.FindRunAsync(what, cancellation);
        return new(run, run.Verdict is null ? await RunCommands.RolloutOf(client, run, cancellation) : null);
    }

    private static int Once(CliHost host, bool json, RolloutSight sight)
    {
        if (json)
        {
            host.Line(JsonSerializer.Serialize(sight, ContractsJson.Options));
            return ExitCodes.Ok;
        }

        foreach (var line in RolloutStatusView.Lines(sight))
            host.Line(line);
        return ExitCodes.Ok;
    }
}
