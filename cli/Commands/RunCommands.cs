using System.CommandLine;
using Landfall.Cli.Output;
using Landfall.Cli.Platform;
using Landfall.Contracts;
using Landfall.Domain.Experiments;

namespace Landfall.Cli.Commands;

/// <summary>
/// <c>landfall run list | show | watch | cancel</c>, <c>landfall run PIPELINE --experiment</c> and <c>landfall rerun</c>.
/// </summary>
internal static class RunCommands
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var list = new Command("list", "List runs, newest first.");
        list.Uses(host, common, (parsed, client, cancellation) => List(host, common, parsed, client, cancellation));

        var run = RunOrPipeline();
        var show = new Command("show", "Show one run.") { run };
        show.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var status = await client.FindRunAsync(parsed.GetValue(run)!, cancellation);
            var rollout = await RolloutOf(client, status, cancellation);
            // Only a run under way passes anything; of one that has ended the record tells.
            var passing = status.Verdict is null && !Experiment.Is(status.Run) && !common.IsJson(parsed)
                ? await Passing(client, status.Run.Id, cancellation)
                : null;
            RunView.One(host, status, rollout, passing, client.RunPage(status.Run.Id), common.IsJson(parsed));
        });

        var command = new Command(
            "run", "List, show, follow and cancel runs. With --experiment: try other settings on accepted data, for a report alone: "
                + "landfall run flights-delay --experiment --set train.env.LEARNING_RATE=0.05 --wait")
        {
            list, show, WatchCommand.Of(host, common), Cancel(host, common),
        };
        command.Aliases.Add("runs");
        var experiment = new ExperimentOptions(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = PlatformCommand.Client(host, common, parsed);
            if (experiment.AreGiven(parsed))
                return await ExperimentCommand.Run(host, common.IsJson(parsed), experiment.Read(parsed, host), client, cancellation);

            await List(host, common, parsed, client, cancellation);
            return ExitCodes.Ok;
        });
        return command;
    }

    public static Command Rerun(CliHost host, CommonOptions common)
    {
        var run = Run();
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the record.",
            HelpName = "TEXT",
            Required = true,
        };
        var by = By();
        var command = new Command("rerun", "Start a new attempt with the same data.") { run, reason, by };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var (id, who) = (parsed.GetValue(run)!, parsed.GetValue(by) ?? host.User);
            await client.RerunAsync(id, parsed.GetValue(reason)!, who, cancellation);
            Done.Write(host, common.IsJson(parsed), new("rerun asked for", id, who),
                $"● a new attempt of {id} was asked for; follow it: landfall run list");
        });
        return command;
    }

    internal static Argument<string> RunOrPipeline() => new("RUN|PIPELINE")
    {
        Description = "The id of a run, or a pipeline, whose newest run is meant.",
    };

    internal static Option<string?> By() => new("--as")
    {
        Description = "Who asks, for the record; otherwise the name of the user.",
        HelpName = "PERSON",
    };

    /// <summary>The rollout of a run that is in it.</summary>
    internal static async Task<RolloutSummary?> RolloutOf(
        PlatformClient client, RunStatus run, CancellationToken cancellation) =>
        run.Verdict is null && run.Steps.Any(step => step is { Name: "rollout", State: StepState.Running })
            ? await client.GetRolloutAsync(run.Run.Id, cancellation)
            : null;

    /// <returns>Null where the run passes nothing and nobody asks for it.</returns>
    private static async Task<string?> Passing(PlatformClient client, string run, CancellationToken cancellation)
    {
        try
        {
            return OverrideLine.Standing(await client.GetOverrideAsync(run, cancellation));
        }
        catch (CliException silent)
        {
            // Another app than the one that knows the run: the rest of it is shown all the same.
            return Rows.Safe($"▲ whether it passes a rule by emergency override is not known: {silent.Message}");
        }
    }

    private static async Task List(
        CliHost host, CommonOptions common, ParseResult parsed, PlatformClient client, CancellationToken cancellation) =>
        RunView.List(host, await client.ListRunsAsync(cancellation), common.IsJson(parsed));

    private static Command Cancel(CliHost host, CommonOptions common)
    {
        var run = Run();
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the record.",
            DefaultValueFactory = _ => "cancelled on the command line",
            HelpName = "TEXT",
        };
        var by = By();
        var command = new Command("cancel", "Cancel a run; live traffic goes back first.") { run, reason, by };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var (id, who) = (parsed.GetValue(run)!, parsed.GetValue(by) ?? host.User);
            await client.CancelRunAsync(id, parsed.GetValue(reason)!, who, cancellation);
            Done.Write(host, common.IsJson(parsed), new("cancel asked for", id, who), $"● {id} was asked to stop");
        });
        return command;
    }

    private static Argument<string> Run() => new("RUN") { Description = "The id of a run." };
}
