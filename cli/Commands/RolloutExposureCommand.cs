using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Contracts;
using Landfall.Domain.Rollout;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall rollout exposure</c>: when the candidate of a run had live traffic, and at which weight.</summary>
internal static class RolloutExposureCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var run = RunCommands.RunOrPipeline();
        var command = new Command("exposure", "Show when a candidate had live traffic, at which weight.") { run };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var status = await client.FindRunAsync(parsed.GetValue(run)!, cancellation);
            var spans = Exposure.Of(await client.GetRecordAsync(status.Run.Id, cancellation));
            if (common.IsJson(parsed))
                host.Line(JsonSerializer.Serialize(spans, ContractsJson.Options));
            else if (spans.Count == 0)
                host.Line(Rows.Safe($"No live request went to the candidate of {status.Run.Id}."));
            else
                Rows.Write(host, ["from", "until", "step", "#weight", "#observed clients", "ended because"], spans.Select(Row));
        });
        return command;
    }

    private static IReadOnlyList<string> Row(ExposureSpan span) =>
    [
        $"{span.From:u}", span.Until is { } until ? $"{until:u}" : "still", span.Step, $"{span.Weight} %",
        span.Observed?.ToString("N0", CultureInfo.InvariantCulture) ?? "", span.Ended ?? "",
    ];
}
