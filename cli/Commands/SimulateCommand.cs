using System.CommandLine;
using Landfall.Cli.Output;
using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Rollout.Simulation;
using Landfall.Domain.Runs;

namespace Landfall.Cli.Commands;

/// <summary>
/// <c>landfall simulate</c>: what a rollout would decide, how soon and at whose cost, by running its own decision code on
/// drawn requests. Needs no platform.
/// </summary>
internal static class SimulateCommand
{
    private const int MostRollouts = 100_000;

    public static Command Of(CliHost host, CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A pipeline." };
        var options = new SimulateOptions();
        var plot = new Option<string?>("--plot") { Description = "Write a picture as SVG.", HelpName = "FILE" };
        var command = new Command("simulate", "Predict time to verdict, false rollbacks, missed harm and exposed requests.")
        {
            file, plot,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var pipeline = Pipeline(host, parsed.GetValue(file)!);
            var plan = RunPlanner.Plan(pipeline.Spec).Rollout;
            var traffic = options.Traffic(parsed, plan);
            var (rollouts, seed) = (parsed.GetValue(options.Rollouts), parsed.GetValue(options.Seed));
            if (rollouts is < 1 or > MostRollouts)
                throw new CliException("--rollouts is out of range.", $"Write a number from 1 to {MostRollouts}.");

            var given = RolloutSimulation.Many(plan, traffic, rollouts, seed, cancellation);
            var identical = RolloutSimulation.Many(plan, traffic.AsChampion(), rollouts, seed + 1, cancellation);
            var simulation = SimulationView.Summarise(pipeline.Metadata.Name, plan, traffic, seed, given, identical);
            SimulationView.Write(host, simulation, plan, common.IsJson(parsed));
            if (parsed.GetValue(plot) is { } picture)
                Plot(host, picture, SimulationPlot.Of(simulation, plan, given, identical), common.IsJson(parsed));
            return Task.FromResult(ExitCodes.Ok);
        });
        return command;
    }

    private static ModelPipeline Pipeline(CliHost host, string file)
    {
        var reading = DocumentReader.Read(PipelineCommands.Text(host, file));
        if (reading.Document is ModelPipeline { Spec.Rollout.MovesAlias: true })
            throw new CliException($"{file} moves an alias at once: there is no traffic to simulate.", "Name a pipeline with a route.");
        if (reading.Document is ModelPipeline pipeline && reading.IsValid)
            return pipeline;

        throw reading.IsValid
            ? new CliException($"{file} is no ModelPipeline but a {reading.Document!.Kind}.", "Name a pipeline's document.")
            : new CliException($"{file} has {reading.Problems.Count} problems.", $"See them: landfall pipeline validate {file}");
    }

    private static void Plot(CliHost host, string file, Chart chart, bool json)
    {
        var path = Path.GetFullPath(file, host.Directory);
        try
        {
            File.WriteAllText(path, chart.ToSvg());
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The picture {file} cannot be written: {wrong.Message}", "Name a file in a folder that exists.");
        }

        if (!json)
            host.Line($"Picture: {file}");
    }
}
