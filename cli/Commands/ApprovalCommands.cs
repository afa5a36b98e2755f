using System.CommandLine;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall approve</c> and <c>landfall reject</c>.</summary>
internal static class ApprovalCommands
{
    public static Command Approve(CliHost host, CommonOptions common) =>
        Of("approve", "Say yes to a candidate.", commentRequired: false, host, common);

    public static Command Reject(CliHost host, CommonOptions common) =>
        Of("reject", "Say no to a candidate.", commentRequired: true, host, common);

    private static Command Of(
        string decision, string description, bool commentRequired, CliHost host, CommonOptions common)
    {
        var approval = new Argument<string>("APPROVAL") { Description = "The id of an approval." };
        var person = new Option<string>("--as") { Description = "Who decides.", Required = true };
        var comment = new Option<string>("--comment")
        {
            Description = "Why; kept in the record.",
            Required = commentRequired,
        };
        var command = new Command(decision, description) { approval, person, comment };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            await client.DecideAsync(parsed.GetValue(approval)!, decision, parsed.GetValue(person)!,
                parsed.GetValue(comment) ?? "", cancellation);
            host.Line($"✓ {parsed.GetValue(approval)}: {decision}, as {parsed.GetValue(person)}");
        });
        return command;
    }
}
