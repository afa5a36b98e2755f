using System.CommandLine;
using Landfall.Cli.Platform;

namespace Landfall.Cli.Commands;

/// <summary>What is to be tried.</summary>
/// <param name="Wait">Whether to follow the run to its report.</param>
internal sealed record ExperimentCall(string Pipeline, ExperimentBody Body, bool Wait);

/// <summary>What <c>landfall run PIPELINE --experiment</c> takes beside the subcommands of <c>run</c>.</summary>
internal sealed class ExperimentOptions
{
    private readonly Argument<string?> _pipeline = new("PIPELINE")
    {
        Description = "With --experiment: the pipeline whose settings are varied.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _experiment = new("--experiment")
    {
        Description = "Train with other settings and judge the result like every candidate; it is never registered or served.",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Another value below train, as YAML has it; once for each.",
        HelpName = "train.NAME=VALUE",
    };

    private readonly Option<string?> _dataset = new("--dataset")
    {
        Description = "An accepted dataset, by its folder below the prefix or its digest; without it the newest.",
        HelpName = "DATASET",
    };

    private readonly Option<string?> _reason = new("--reason") { Description = "Why; kept in the record.", HelpName = "TEXT" };

    private readonly Option<string?> _request = new("--request")
    {
        Description = "An id of your own: the same again gives the same run.",
        HelpName = "ID",
    };

    private readonly Option<bool> _wait = new("--wait")
    {
        Description = "Follow it to its report; exit code 0 unless a gate failed.",
    };

    private readonly Option<string?> _by = RunCommands.By();

    public ExperimentOptions(Command command)
    {
        command.Arguments.Add(_pipeline);
        foreach (var option in new Option[] { _experiment, _set, _dataset, _reason, _request, _wait, _by })
            command.Options.Add(option);
    }

    /// <summary>Whether something else than the list of runs is asked for.</summary>
    public bool AreGiven(ParseResult parsed) =>
        parsed.GetValue(_pipeline) is not null || parsed.GetValue(_experiment) || parsed.GetValue(_wait)
        || parsed.GetValue(_set) is { Length: > 0 } || parsed.GetValue(_dataset) is not null;

    /// <exception cref="CliException">It is not said what is meant.</exception>
    public ExperimentCall Read(ParseResult parsed, CliHost host)
    {
        const string Example = "landfall run PIPELINE --experiment --set train.env.LEARNING_RATE=0.05";
        if (parsed.GetValue(_pipeline) is not { } pipeline)
            throw new CliException("Which pipeline is meant?", $"Name it: {Example}");
        if (!parsed.GetValue(_experiment))
        {
            throw new CliException($"What is to be done with '{pipeline}'?",
                $"An experiment: {Example}. A delivery begins when data lands, or again: landfall rerun RUN. "
                + "Else one of: list, show, watch, cancel.");
        }

        return new(
            pipeline,
            new(parsed.GetValue(_set) ?? [], parsed.GetValue(_dataset), parsed.GetValue(_reason), parsed.GetValue(_by) ?? host.User,
                parsed.GetValue(_request)),
            parsed.GetValue(_wait));
    }
}
