using System.CommandLine;
using Landfall.Cli.Platform;

namespace Landfall.Cli.Commands;

/// <summary>Commands that talk to the platform: find it, ask it, say what came of it.</summary>
internal static class PlatformCommand
{
    /// <summary>Lets a command use the platform.</summary>
    public static void Uses(
        this Command command, CliHost host, CommonOptions common,
        Func<ParseResult, PlatformClient, CancellationToken, Task> act) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = Client(host, common, parsed);
            await act(parsed, client, cancellation);
            return ExitCodes.Ok;
        });

    /// <summary>The platform, as the options name it.</summary>
    public static PlatformClient Client(CliHost host, CommonOptions common, ParseResult parsed) =>
        Client(host, PlatformEndpoints.Find(host, parsed.GetValue(common.Endpoints)));

    public static PlatformClient Client(CliHost host, PlatformEndpoints endpoints) => new(endpoints, host.Http, host.Token);
}
