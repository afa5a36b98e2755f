using System.Text.Json;
using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>Checks with their outcome: what failed first.</summary>
internal static class ChecksView
{
    /// <summary>For programs.</summary>
    private sealed record Body(string Contract, long Rows, bool Passed, IReadOnlyList<DataCheck> Checks);

    /// <returns>The exit code: 0 when no check failed.</returns>
    public static int Write(CliHost host, bool json, string contract, long rows, IReadOnlyList<DataCheck> checks)
    {
        var failed = checks.Count(check => check.Outcome == CheckOutcome.Fail);
        if (json)
        {
            host.Line(JsonSerializer.Serialize(new Body(contract, rows, failed == 0, checks), ContractsJson.Options));
            return failed == 0 ? ExitCodes.Ok : ExitCodes.Problem;
        }

        foreach (var check in checks.OrderByDescending(check => check.Outcome))
            host.Line(Rows.Safe($" {Mark(check.Outcome)} {check.Name,-15} {check.Explanation}"));
        host.Line(failed == 0
            ? $"✓ {rows:N0} rows keep the contract {contract}: {checks.Count} checks"
            : $"✕ {failed} of {checks.Count} checks failed: these {rows:N0} rows would go into quarantine");
        return failed == 0 ? ExitCodes.Ok : ExitCodes.Problem;
    }

    public static string Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Pass => "✓",
        CheckOutcome.Warn => "▲",
        _ => "✕",
    };
}
