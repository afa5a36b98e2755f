using System.CommandLine;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall rollback</c>: asks the platform to give all traffic back to the champion.</summary>
internal static class RollbackCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var model = new Argument<string>("MODEL") { Description = "The name of the pipeline." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why; kept in the record.",
            DefaultValueFactory = _ => "rolled back on the command line",
        };
        var command = new Command("rollback", "Give all traffic back to the champion.") { model, reason };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            await client.RollbackAsync(parsed.GetValue(model)!, parsed.GetValue(reason)!, host.User, cancellation);
            host.Line($"↩ {parsed.GetValue(model)}: a rollback was asked for");
        });
        return command;
    }
}
