using System.CommandLine;
using Landfall.Cli.Output;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall run list | show | cancel</c> and <c>landfall rerun</c>.</summary>
internal static class RunCommands
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var list = new Command("list", "List runs, newest first.");
        list.Uses(host, common, async (parsed, client, cancellation) =>
            RunView.List(host, await client.ListRunsAsync(cancellation), parsed.GetValue(common.Json)));

        var run = Run();
        var show = new Command("show", "Show one run.") { run };
        show.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var status = await client.GetRunAsync(parsed.GetValue(run)!, cancellation);
            RunView.One(host, status, parsed.GetValue(common.Json));
        });

        return new("run", "List, show and cancel runs.") { list, show, Cancel(host, common) };
    }

    public static Command Rerun(CliHost host, CommonOptions common)
    {
        var run = Run();
        var reason = new Option<string>("--reason") { Description = "Why; kept in the record.", Required = true };
        var command = new Command("rerun", "Start a new attempt with the same data.") { run, reason };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            await client.RerunAsync(parsed.GetValue(run)!, parsed.GetValue(reason)!, cancellation);
            host.Line($"● a new attempt of {parsed.GetValue(run)} was asked for");
        });
        return command;
    }

    private static Command Cancel(CliHost host, CommonOptions common)
    {
        var run = Run();
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the record.",
            DefaultValueFactory = _ => "cancelled on the command line",
        };
        var command = new Command("cancel", "Cancel a run; live traffic goes back first.") { run, reason };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            await client.CancelRunAsync(parsed.GetValue(run)!, parsed.GetValue(reason)!, cancellation);
            host.Line($"● {parsed.GetValue(run)} was asked to stop");
        });
        return command;
    }

    private static Argument<string> Run() => new("RUN") { Description = "The id of a run." };
}
