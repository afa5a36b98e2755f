using System.CommandLine;
using Landfall.Cli.Models;
using Landfall.Cli.Output;

namespace Landfall.Cli.Commands;

/// <summary>
/// <c>landfall models promote</c>: asks for a registered version. It goes the road of any other, but for training and measuring.
/// </summary>
internal static class PromoteCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var which = new Argument<string>("MODEL@VERSION") { Description = "A model and the version that is wanted, flights-delay@3." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the record.",
            HelpName = "TEXT",
            Required = true,
        };
        var by = RunCommands.By();
        var command = new Command("promote", "Ask for a registered version: people and rollout decide as for any other, nothing is trained.")
        {
            which, reason, by,
        };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var (model, number) = ModelName.Parse(parsed.GetValue(which)!);
            var version = new ModelName(model, number
                ?? throw new CliException(
                    $"'{model}' names no version.",
                    $"Name one: landfall models promote {model}@3; list them: landfall models list {model}"));
            var who = parsed.GetValue(by) ?? host.User;
            await client.PromoteAsync(version, parsed.GetValue(reason)!, who, cancellation);
            Done.Write(host, common.IsJson(parsed), new("version asked for", $"{version}", who),
                $"● {version} was asked for; follow it: landfall run show {model}");
        });
        return command;
    }
}
