using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Landfall.Cli.Output;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Policies;

namespace Landfall.Cli.Commands;

/// <summary><c>landfall policy replay</c>: what a changed policy would have said of past runs, before it is applied.</summary>
internal static class PolicyCommands
{
    public static Command Of(CliHost host, CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A DeliveryPolicy document." };
        var replay = new Command("replay", "Play a policy over past runs and show what would differ.") { file };
        replay.SetAction(async (parsed, cancellation) =>
        {
            var (name, json) = (parsed.GetValue(file)!, common.IsJson(parsed));
            if (PipelineCommands.Valid(host, name, json) is not { } document)
                return ExitCodes.Problem;
            if (document is not DeliveryPolicy)
                throw new CliException($"{name} is a {document.Kind}.", "Name a DeliveryPolicy document.");

            using var client = PlatformCommand.Client(host, common, parsed);
            var runs = await client.ReplayPolicyAsync(DocumentDigest.CanonicalJson(document), cancellation);
            if (json)
                host.Line(JsonSerializer.Serialize(runs, ContractsJson.Options));
            else
                Say(host, runs);
            return ExitCodes.Ok;
        });
        return new("policy", "Try a policy before it is applied.") { replay };
    }

    /// <returns>Null when no file is named.</returns>
    /// <exception cref="CliException">The file is no valid policy.</exception>
    internal static PolicySpec? Read(CliHost host, string? file)
    {
        if (file is null)
            return null;
        var reading = DocumentReader.Read(PipelineCommands.Text(host, file));
        if (reading.Problems is [var problem, ..])
            throw new CliException($"{file}, line {problem.Line}: {problem.Message}", $"See all: landfall pipeline validate {file}");
        return reading.Document is DeliveryPolicy policy
            ? policy.Spec
            : throw new CliException($"{file} is a {reading.Document?.Kind}.", "Name a DeliveryPolicy document.");
    }

    private static void Say(CliHost host, IReadOnlyList<ReplayedRun> runs)
    {
        var different = runs.Where(run => run.Differs).ToList();
        host.Line(string.Create(CultureInfo.InvariantCulture, $"{runs.Count} runs replayed, {different.Count} would differ."));
        foreach (var run in runs.Where(run => run.Differs || run.Overridden is not null))
        {
            host.Line(Rows.Safe($"{run.RunId}  was {run.Was.ToString().ToLowerInvariant()}"));
            foreach (var objection in run.New)
                host.Line(Rows.Safe($"  + {objection}"));
            foreach (var objection in run.Gone)
                host.Line(Rows.Safe($"  - {objection}"));
            foreach (var passed in run.Overridden ?? [])
                host.Line(Rows.Safe($"  ! passed by an emergency override: {passed}"));
        }
    }
}
