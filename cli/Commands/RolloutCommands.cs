using System.CommandLine;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall rollout status | pause | resume | abort | promote | skip | set-weight</c>.</summary>
internal static class RolloutCommands
{
    public static Command Of(CliHost host, CommonOptions common) =>
        new("rollout", "Follow and steer the rollout of a run.")
        {
            RolloutStatusCommand.Of(host, common),
            Control(host, common, RolloutControl.Pause, "pause", "Hold it at its step; harm still leads back."),
            Control(host, common, RolloutControl.Resume, "resume", "Let a paused rollout go on."),
            Control(host, common, RolloutControl.Abort, "abort", "Give all traffic back to the champion; the run is cancelled."),
            Control(host, common, RolloutControl.Skip, "skip", "End the present step and begin the next one."),
            Control(host, common, RolloutControl.Promote, "promote", "Everybody gets the candidate now; it is watched as ever."),
            SetWeight(host, common),
            RolloutExposureCommand.Of(host, common),
        };

    private static Command Control(
        CliHost host, CommonOptions common, RolloutControl control, string name, string description)
    {
        var (run, reason, by) = (RunCommands.RunOrPipeline(), Reason(), RunCommands.By());
        var command = new Command(name, description) { run, reason, by };
        command.Uses(host, common, (parsed, client, cancellation) => Send(
            host, common, client, parsed, (run, reason, by), new(control, "", null), name, cancellation));
        return command;
    }

    private static Command SetWeight(CliHost host, CommonOptions common)
    {
        var (run, reason, by) = (RunCommands.RunOrPipeline(), Reason(), RunCommands.By());
        var weight = new Argument<int>("PERCENT") { Description = "Of live traffic for the candidate, from 1 to 99." };
        var command = new Command("set-weight", "Let the present step go on at another weight; its time begins anew.")
        {
            run, weight, reason, by,
        };
        command.Uses(host, common, (parsed, client, cancellation) =>
        {
            var percent = parsed.GetValue(weight);
            if (percent is < 1 or > 99)
                throw new CliException($"A weight of {percent} % cannot be set.",
                    "Write a number from 1 to 99; for everybody: landfall rollout promote, for nobody: landfall rollout abort.");

            return Send(host, common, client, parsed, (run, reason, by),
                new(RolloutControl.SetWeight, "", null, percent), "set-weight", cancellation);
        });
        return command;
    }

    private static async Task Send(
        CliHost host, CommonOptions common, PlatformClient client, ParseResult parsed,
        (Argument<string> Run, Option<string?> Reason, Option<string?> By) asked, RolloutCommand command, string name,
        CancellationToken cancellation)
    {
        var run = await client.FindRunAsync(parsed.GetValue(asked.Run)!, cancellation);
        if (run.Verdict is not null)
            throw new CliException($"{run.Run.Id} has no rollout any more: {RunView.Now(run)}.",
                "A promoted version goes back with `landfall rollback`.");

        var who = parsed.GetValue(asked.By) ?? host.User ?? "somebody";
        var sent = command with { By = who, Reason = parsed.GetValue(asked.Reason) };
        await client.ControlRolloutAsync(run.Run.Id, sent, cancellation);
        Done.Write(host, common.IsJson(parsed), new($"{name} asked for", run.Run.Id, who),
            $"● {name} was passed on to {run.Run.Id}; see what comes of it: landfall rollout status {run.Run.Id} --watch");
    }

    private static Option<string?> Reason() => new("--reason") { Description = "Why; kept in the record.", HelpName = "TEXT" };
}
