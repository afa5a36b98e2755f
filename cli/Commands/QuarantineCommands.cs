using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall quarantine list | release | refuse</c>: data that waits for a person.</summary>
internal static class QuarantineCommands
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var list = new Command("list", "List data that waits for a person, the longest first.");
        list.Uses(host, common, async (parsed, client, cancellation) =>
            List(host, await Waiting(client, cancellation), common.IsJson(parsed)));
        return new("quarantine", "Data that failed its checks and waits for a person.")
        {
            list, Release(host, common), Refuse(host, common),
        };
    }

    private static Command Release(CliHost host, CommonOptions common)
    {
        var (run, reason, by) = (RunCommands.RunOrPipeline(), Reason(), RunCommands.By());
        var leaveOut = new Option<string[]>("--leave-out")
        {
            Description = "A file of the dataset that is not taken; the rest is checked again. May be repeated.",
            HelpName = "FILE",
        };
        var command = new Command("release", "Let the data pass: its checks are shown, not applied.") { run, reason, by, leaveOut };
        command.Uses(host, common, (parsed, client, cancellation) => Decide(
            host, common, parsed, client, "release", parsed.GetValue(run)!,
            new(parsed.GetValue(reason)!, parsed.GetValue(by) ?? host.User, parsed.GetValue(leaveOut) is { Length: > 0 } files ? files : null),
            cancellation));
        return command;
    }

    private static Command Refuse(CliHost host, CommonOptions common)
    {
        var (run, reason, by) = (RunCommands.RunOrPipeline(), Reason(), RunCommands.By());
        var command = new Command("refuse", "Say no to the data: its run is rejected.") { run, reason, by };
        command.Uses(host, common, (parsed, client, cancellation) => Decide(
            host, common, parsed, client, "refuse", parsed.GetValue(run)!,
            new(parsed.GetValue(reason)!, parsed.GetValue(by) ?? host.User, null), cancellation));
        return command;
    }

    private static async Task Decide(
        CliHost host, CommonOptions common, ParseResult parsed, PlatformClient client, string action, string what,
        ReleaseBody body, CancellationToken cancellation)
    {
        var run = await client.FindRunAsync(what, cancellation);
        if (!IsWaiting(run))
            throw new CliException($"{run.Run.Id} is not in quarantine: {RunView.Now(run)}.", "List what is: landfall quarantine list");

        await client.DecideDataAsync(run.Run.Id, action, body, cancellation);
        var without = body.LeaveOut is { } files ? $" without {string.Join(", ", files)}" : "";
        Done.Write(host, common.IsJson(parsed), new($"{action} passed on", run.Run.Id, body.By),
            $"● the {action} of {run.Run.Dataset.Name}{without} was passed on; follow it: landfall run watch {run.Run.Id}");
    }

    private static Option<string> Reason() => new("--reason")
    {
        Description = "Why; kept in the record.",
        HelpName = "TEXT",
        Required = true,
    };

    private static async Task<IReadOnlyList<RunStatus>> Waiting(PlatformClient client, CancellationToken cancellation) =>
        [.. (await client.ListRunsAsync(cancellation)).Where(IsWaiting).OrderBy(run => run.WaitingSince ?? run.StartedAt)];

    private static bool IsWaiting(RunStatus run) =>
        run.Verdict is null && run.Steps.Any(step => step is { Name: "validated", State: StepState.Waiting });

    private static void List(CliHost host, IReadOnlyList<RunStatus> runs, bool json)
    {
        if (json)
            host.Line(JsonSerializer.Serialize(runs, ContractsJson.Options));
        else if (runs.Count == 0)
            host.Line("Nothing is in quarantine.");
        else
        {
            Rows.Write(host, ["run", "dataset", "since", "waits for"], runs.Select(run => (string[])
            [
                run.Run.Id, run.Run.Dataset.Name, run.WaitingSince is { } since ? $"{since:u}" : "", run.WaitingFor ?? "",
            ]));
        }
    }
}
