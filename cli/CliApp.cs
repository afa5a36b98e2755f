using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.Json;
using Landfall.Cli.Commands;
using Landfall.Cli.Output;

namespace Landfall.Cli;

/// <summary>The <c>landfall</c> command.</summary>
public static class CliApp
{
    /// <summary>Runs one command; 0 done, 1 a problem or a no, 2 something cannot be reached.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CliHost host, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var common = new CommonOptions();
        var parsed = Root(host, common).Parse(args);
        if (parsed.Action is ParseErrorAction wrong)
            wrong.ShowHelp = false;     // the line that says what is wrong must not be lost above a page of help

        var failures = new Failures(host, common.IsJson(parsed));
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = host.Console.Profile.Out.Writer,
                    Error = host.Error,
                    EnableDefaultExceptionHandler = false,
                },
                cancellation);
        }
        catch (CliException error)
        {
            return failures.Say(error.Message, error.Hint, error.ExitCode);
        }
        catch (HttpRequestException error)
        {
            return failures.Say($"The platform cannot be reached: {error.Message}",
                "Is it running? Start it with `dotnet run --project local`; its addresses stand in .landfall/endpoints.json.",
                ExitCodes.Unreachable);
        }
        catch (JsonException error)
        {
            return failures.Say($"The platform answered something that cannot be read: {error.Message}",
                "Check that the address in .landfall/endpoints.json is that of Landfall, in the same version.",
                ExitCodes.Unreachable);
        }
        catch (OperationCanceledException error) when (error.InnerException is TimeoutException)
        {
            return failures.Say("The platform did not answer in time.", "Try again.", ExitCodes.Unreachable);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;       // whoever pressed Ctrl-C knows
        }
    }

    /// <summary>A plain command, because a root command would be called after its file.</summary>
    private static Command Root(CliHost host, CommonOptions common) =>
        new("landfall", "Landfall: from landing data to a served model.")
        {
            PipelineCommands.Of(host, common),
            LandCommand.Of(host, common),
            RunCommands.Of(host, common),
            RunCommands.Rerun(host, common),
            BackfillCommand.Of(host, common),
            TaintCommand.Of(host, common),
            QuarantineCommands.Of(host, common),
            ModelCommands.Of(host, common),
            ContractCommands.Of(host, common),
            ValidateCommand.Of(host, common),
            TrainerCommands.Of(host, common),
            ApprovalCommands.Approve(host, common),
            ApprovalCommands.Reject(host, common),
            RolloutCommands.Of(host, common),
            SimulateCommand.Of(host, common),
            WatchStatusCommand.Of(host, common),
            RollbackCommand.Of(host, common),
            HaltCommand.Of(host, common),
            OverrideCommand.Of(host, common),
            DoctorCommand.Of(host, common),
            ExplainCommand.Of(host, common),
            ServedCommand.Of(host, common),
            RecordCommands.Of(host, common),
            PolicyCommands.Of(host, common),
            common.Endpoints,
            common.Output,
            common.Json,
            new HelpOption(),
            new VersionOption(),
        };
}
