using System.CommandLine;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Rollout.Simulation;

namespace Landfall.Cli.Commands;

/// <summary>What is drawn.</summary>
internal sealed class SimulateOptions
{
    public Option<double> Rps { get; } = new("--rps")
    {
        Description = "Requests per second over both versions.",
        HelpName = "N",
        Required = true,
    };

    public Option<double> BaselineError { get; } = Share("--baseline-error", "The champion's share of failed requests.", 0.002);

    public Option<double> CandidateError { get; } = Share("--candidate-error", "The candidate's.", 0.01);

    public Option<double> BaselineSlow { get; } = Share("--baseline-slow", "The champion's share of slow requests.", 0.01);

    public Option<double?> CandidateSlow { get; } = new("--candidate-slow")
    {
        Description = "The candidate's; otherwise as the champion's.",
        HelpName = "SHARE",
    };

    public Option<double?> Disagreement { get; } = new("--disagreement")
    {
        Description = "Shadow: share of answers that differ; otherwise 0.02, or a fifth of what is allowed.",
        HelpName = "SHARE",
    };

    public Option<int> Burst { get; } = new("--burst")
    {
        Description = "Requests of one client that fail together: they count as one.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    public Option<string?> After { get; } = new("--after")
    {
        Description = "The candidate does as the champion does for so long, such as 20m.",
        HelpName = "TIME",
    };

    public Option<int> Rollouts { get; } = new("--rollouts")
    {
        Description = "How many are drawn.",
        DefaultValueFactory = _ => 300,
        HelpName = "N",
    };

    public Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "The same seed draws the same rollouts.",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            Rps, BaselineError, CandidateError, BaselineSlow, CandidateSlow, Disagreement, Burst, After, Rollouts, Seed,
        ];
        foreach (var option in all)
            command.Add(option);
    }

    /// <exception cref="CliException">A number is none of what it should be.</exception>
    public SimulatedTraffic Traffic(ParseResult parsed, RolloutPlan plan)
    {
        var rps = parsed.GetValue(Rps);
        if (rps is not (> 0 and < 1e6))
            throw new CliException("--rps is out of range.", "Write a number above 0.");
        if (parsed.GetValue(Burst) is < 1 or > 1_000_000)
            throw new CliException("--burst is out of range.", "Write a whole number from 1.");

        var slow = Checked(BaselineSlow.Name, parsed.GetValue(BaselineSlow));
        var allowed = plan.Judges.Where(judge => judge.Kind == JudgeKind.Pairs).Select(judge => judge.Max).DefaultIfEmpty(1).Min();
        return new(
            rps, Checked(BaselineError.Name, parsed.GetValue(BaselineError)),
            Checked(CandidateError.Name, parsed.GetValue(CandidateError)), slow,
            Checked(CandidateSlow.Name, parsed.GetValue(CandidateSlow) ?? slow),
            Checked(Disagreement.Name, parsed.GetValue(Disagreement) ?? Math.Min(0.02, allowed / 5)),
            parsed.GetValue(Burst), Time(parsed.GetValue(After)));
    }

    private static TimeSpan Time(string? text) => text is null ? TimeSpan.Zero
        : DurationText.TryParse(text, out var time) ? time
        : throw new CliException($"--after {text} is no time.", "Write for example 90s, 20m or 2h.");

    private static double Checked(string name, double share) => share is >= 0 and < 1
        ? share
        : throw new CliException($"{name} is out of range.", "Write a share from 0 to below 1, for example 0.01 for 1 %.");

    private static Option<double> Share(string name, string description, double usual) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
        HelpName = "SHARE",
    };
}
