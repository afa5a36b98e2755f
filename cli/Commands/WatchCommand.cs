using System.CommandLine;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall run watch</c>: follows a run to its verdict. Ends with 0 when it was promoted, else with 1.</summary>
internal static class WatchCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var run = RunCommands.RunOrPipeline();
        var command = new Command("watch", "Follow a run to its verdict; exit code 0 when it is promoted.") { run };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = PlatformCommand.Client(host, common, parsed);
            var watch = new RunWatch(host, common.IsJson(parsed));
            var last = await watch.Follow(
                Look, run => RunCommands.RolloutOf(client, run, cancellation), cancellation);
            return ExitOf(last);

            Task<RunStatus?> Look(string? known) => Next(client, known ?? parsed.GetValue(run)!, cancellation);
        });
        return command;
    }

    /// <summary>0 for a model that was promoted, or an experiment no gate of which failed.</summary>
    internal static int ExitOf(RunStatus ended) => ended switch
    {
        { Verdict: Verdict.Promoted } or { Verdict: Verdict.Evaluated, Outcome: not EvaluationOutcome.Fail } => ExitCodes.Ok,
        _ => ExitCodes.Problem,
    };

    /// <summary>A pipeline whose first run has not begun yet is waited for; a run that nobody knows is an error.</summary>
    private static async Task<RunStatus?> Next(PlatformClient client, string what, CancellationToken cancellation)
    {
        var found = PlatformClient.Named(await client.ListRunsAsync(cancellation), what).FirstOrDefault();
        if (found is null)
            await client.RequirePipelineAsync(what, cancellation);
        return found;
    }
}
