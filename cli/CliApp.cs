using System.CommandLine;
using System.Text.Json;
using Landfall.Cli.Commands;

namespace Landfall.Cli;

/// <summary>The <c>landfall</c> command.</summary>
public static class CliApp
{
    /// <summary>Runs one command; 0 done, 1 a problem or a no, 2 the platform cannot be reached.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CliHost host, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var output = host.Console.Profile.Out.Writer;
        try
        {
            return await Root(host).Parse(args).InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = host.Error,
                    EnableDefaultExceptionHandler = false,
                },
                cancellation);
        }
        catch (CliException error)
        {
            return Say(host, error.Message, error.Hint, error.ExitCode);
        }
        catch (HttpRequestException error)
        {
            return Say(host, $"The platform cannot be reached: {error.Message}",
                "Is it running? Check the address in .landfall/endpoints.json.", ExitCodes.Unreachable);
        }
        catch (JsonException error)
        {
            return Say(host, $"The platform answered something that cannot be read: {error.Message}",
                "Check that the address in .landfall/endpoints.json is that of Landfall, in the same version.",
                ExitCodes.Unreachable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Say(host, "The platform did not answer in time.", "Try again.", ExitCodes.Unreachable);
        }
    }

    private static RootCommand Root(CliHost host)
    {
        var common = new CommonOptions();
        return new RootCommand("Landfall: from landing data to a served model.")
        {
            PipelineCommands.Of(host, common),
            RunCommands.Of(host, common),
            RunCommands.Rerun(host, common),
            ApprovalCommands.Approve(host, common),
            ApprovalCommands.Reject(host, common),
            RollbackCommand.Of(host, common),
            common.Endpoints,
            common.Json,
        };
    }

    private static int Say(CliHost host, string message, string hint, int exitCode)
    {
        host.Error.WriteLine(message);
        if (hint.Length > 0)
            host.Error.WriteLine(hint);
        return exitCode;
    }
}
