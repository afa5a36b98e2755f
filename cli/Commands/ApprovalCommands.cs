using System.CommandLine;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall approve</c> and <c>landfall reject</c>.</summary>
internal static class ApprovalCommands
{
    private const int Attempts = 10;

    public static Command Approve(CliHost host, CommonOptions common) =>
        Of("approve", "approved", "Say yes to a candidate.", commentRequired: false, host, common);

    public static Command Reject(CliHost host, CommonOptions common) =>
        Of("reject", "rejected", "Say no to a candidate.", commentRequired: true, host, common);

    private static Command Of(
        string decision, string done, string description, bool commentRequired, CliHost host, CommonOptions common)
    {
        var what = new Argument<string>("APPROVAL|RUN|PIPELINE")
        {
            Description = "What is decided: an approval, its run, or a pipeline with one run that waits.",
        };
        var person = new Option<string>("--as")
        {
            Description = "Who decides: a name of the Environment's people.",
            HelpName = "PERSON",
            Required = true,
        };
        var comment = new Option<string>("--comment")
        {
            Description = "Why; kept in the record.",
            HelpName = "TEXT",
            Required = commentRequired,
        };
        var command = new Command(decision, description) { what, person, comment };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var (approval, isAwaited) = await ApprovalAsync(client, parsed.GetValue(what)!, cancellation);
            var by = parsed.GetValue(person)!;
            await Decide(isAwaited ? Attempts : 1);
            Done.Write(host, common.IsJson(parsed), new(done, approval, by), $"✓ {approval}: {done}, as {by}");

            // A run says that it waits a moment before the question is there.
            async Task Decide(int attempts)
            {
                try
                {
                    await client.DecideAsync(approval, decision, by, parsed.GetValue(comment) ?? "", cancellation);
                }
                catch (CliException unknown) when (unknown.Code == "unknown" && attempts > 1)
                {
                    await Task.Delay(host.Pause, cancellation);
                    await Decide(attempts - 1);
                }
            }
        });
        return command;
    }

    /// <returns>The approval, and whether a run says that it waits for it.</returns>
    private static async Task<(string Id, bool IsAwaited)> ApprovalAsync(PlatformClient client, string what, CancellationToken cancellation)
    {
        var runs = await client.ListRunsAsync(cancellation);
        if (runs.Any(run => run.ApprovalId == what))
            return (what, true);

        var named = PlatformClient.Named(runs, what).ToList();
        foreach (var run in named)
        {
            // A step of its rollout is asked for: the run's own question was answered long before.
            if (await RunCommands.RolloutOf(client, run, cancellation) is { ApprovalId: { } step })
                return (step, true);
        }

        var meant = named.Where(run => run.ApprovalId is not null && (run.Run.Id == what || Waits(run))).ToList();
        return meant switch
        {
            [var one] => (one.ApprovalId!, true),
            [] when named is [var known, ..] =>
                throw new CliException($"{known.Run.Id} does not wait for an approval: {RunView.Now(known)}.",
                    $"Look at it: landfall run show {known.Run.Id}"),
            [] => (what, false),     // the platform may know an approval whose run it no longer lists
            _ => throw new CliException($"{meant.Count} runs of {what} wait for an approval.",
                $"Name one of them: {string.Join(", ", meant.Select(run => run.Run.Id))}"),
        };
    }

    private static bool Waits(RunStatus run) =>
        run.Verdict is null && run.Steps.Any(step => step is { Name: "approved", State: StepState.Waiting });
}
