using System.CommandLine;
using System.Text.Json;
using Landfall.Contracts;
using Landfall.Domain.Explanations;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall explain</c>: why a run ended as it did, or why a model serves what it serves.</summary>
internal static class ExplainCommand
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var what = new Argument<string>("RUN|MODEL")
        {
            Description = "A run, or a model: why its version serves now.",
        };
        var command = new Command("explain", "Tell in prose why a run ended as it did, or why a version serves.") { what };
        command.Uses(host, common, async (parsed, client, cancellation) =>
        {
            var name = parsed.GetValue(what)!;
            var runs = await client.ListRunsAsync(cancellation);
            var explanation = runs.Any(run => run.Run.Id == name) || runs.All(run => run.Run.Pipeline != name)
                ? await client.ExplainRunAsync(name, cancellation)
                : await client.ExplainModelAsync(name, cancellation);
            host.Line(common.IsJson(parsed)
                ? JsonSerializer.Serialize(explanation, ContractsJson.Options)
                : ExplanationText.Of(explanation, client.ConsoleAddress).TrimEnd());
        });
        return command;
    }
}
