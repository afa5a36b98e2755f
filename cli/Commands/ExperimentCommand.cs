using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall run PIPELINE --experiment</c>: other settings on accepted data, for a report and nothing else.</summary>
internal static class ExperimentCommand
{
    public static async Task<int> Run(
        CliHost host, bool json, ExperimentCall call, PlatformClient client, CancellationToken cancellation)
    {
        var started = await client.ExperimentAsync(call.Pipeline, call.Body, cancellation);
        if (!call.Wait)
        {
            host.Line(json ? JsonSerializer.Serialize(started, ContractsJson.Options) : Rows.Safe(
                $"● experiment {started.Run} on {started.Dataset} {(started.IsNew ? "has begun" : "was begun before")}; "
                + $"follow it: landfall run watch {started.Run}"));
            return ExitCodes.Ok;
        }

        var last = await new RunWatch(host, json).Follow(
            async _ => await client.GetRunAsync(started.Run, cancellation), _ => Task.FromResult<RolloutSummary?>(null), cancellation);
        if (!json)
            host.Line($"Report: {client.RunPage(started.Run)}");
        return WatchCommand.ExitOf(last);
    }
}
