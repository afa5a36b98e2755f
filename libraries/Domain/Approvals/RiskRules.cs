using System.Globalization;

namespace Landfall.Domain.Approvals;

/// <summary>What a risk is computed from.</summary>
/// <param name="Data">How the data was judged; null where no new data was used.</param>
/// <param name="Steps">The traffic steps that are planned.</param>
/// <param name="ServedBefore">The version has been judged and has served before.</param>
public sealed record RiskEvidence(
    ModelVersionRef Version, ModelVersionRef? Champion, EvaluationResult Evaluation, DataVerdict? Data,
    IReadOnlyList<RolloutStep> Steps, bool ServedBefore = false);

/// <summary>How risky is this change? Each part is judged by itself and says why; the worst part is the risk.</summary>
public static class RiskRules
{
    /// <summary>Percent of live traffic in the first step from which many are reached at once.</summary>
    private const int ManyAtOnce = 10;

    private const int MostAtOnce = 50;

    public static RiskAssessment Of(RiskEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        RiskPart[] parts =
            [Novelty(evidence), Slices(evidence.Evaluation), Quality(evidence), Data(evidence.Data), Reach(evidence.Steps)];
        return new(parts.Max(part => part.Level), parts);
    }

    private static RiskPart Novelty(RiskEvidence evidence) => evidence switch
    {
        { Champion: null } => new("novelty", RiskLevel.High, "a first version: there is nothing to go back to"),
        { ServedBefore: true } => new("novelty", RiskLevel.Low, $"{evidence.Version} has been judged and has served before"),
        { Champion: { } champion } when champion.ServerImage != evidence.Version.ServerImage =>
            new("novelty", RiskLevel.High, "the server's image is another one: its code changes with the model"),
        { Evaluation.Changed: { Count: > 0 } changed } =>
            new("novelty", changed.Max(LevelOf), $"beside data and model changed: {string.Join(", ", changed.Select(Words))}"),
        _ => new("novelty", RiskLevel.Low, "a new model in the server that serves now"),
    };

    /// <summary>Another label is another question: a comparison with the champion says little then.</summary>
    private static RiskLevel LevelOf(ChangedPart part) => part == ChangedPart.Label ? RiskLevel.High : RiskLevel.Medium;

    private static string Words(ChangedPart part) => part switch
    {
        ChangedPart.Label => "what is predicted (label)",
        ChangedPart.Contract => "the contract of the data",
        ChangedPart.TrainerImage => "the trainer's image",
        ChangedPart.TrainerSettings => "the trainer's settings (train.env)",
        ChangedPart.ServerSettings => "the server's settings (serve.env)",
        _ => "nobody knows what: the documents that made the champion are not kept",
    };

    private static RiskPart Slices(EvaluationResult evaluation) => evaluation.Worse.Count == 0
        ? new("slices", RiskLevel.Low, "no slice got worse")
        : new("slices", RiskLevel.High, Text($"{evaluation.Worse.Count} slices got worse, first: {evaluation.Worse[0]}"));

    private static RiskPart Quality(RiskEvidence evidence)
    {
        var gates = evidence.Evaluation.Gates;
        if (gates.FirstOrDefault(gate => gate.Outcome == GateOutcome.Ask) is { } asks)
            return new("quality", RiskLevel.High, $"gate '{asks.Name}' could not be decided");

        var open = evidence.Evaluation.Metrics.FirstOrDefault(metric => metric is { DifferenceLow: < 0, DifferenceHigh: > 0 });
        return open is null
            ? new("quality", RiskLevel.Low, "no metric is open between better and worse")
            : new("quality", RiskLevel.Medium,
                Text($"{open.Name} may be better or worse than the champion's ({open.DifferenceLow:+0.####;-0.####} to {open.DifferenceHigh:+0.####;-0.####})"));
    }

    private static RiskPart Data(DataVerdict? data) => data switch
    {
        DataVerdict.Pass => new("data", RiskLevel.Low, "the data holds all its checks"),
        null => new("data", RiskLevel.Low, "no new data"),
        DataVerdict.Warn => new("data", RiskLevel.Medium, "the data passed with a warning"),
        _ => new("data", RiskLevel.High, "the data failed its checks and was released by a person"),
    };

    private static RiskPart Reach(IReadOnlyList<RolloutStep> steps)
    {
        if (steps.Count == 0)
            return new("reach", RiskLevel.High, "whoever reads the alias gets it at once, without a shadow step");

        var first = steps.FirstOrDefault(step => !step.IsShadow)?.Weight ?? 0;
        var isShadowed = steps is [{ IsShadow: true }, ..];
        var level = first > MostAtOnce ? RiskLevel.High : first > ManyAtOnce ? RiskLevel.Medium : RiskLevel.Low;
        return new("reach", level, Text($"the first live step reaches {first} %{(isShadowed ? ", after a shadow step" : ", without a shadow step")}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
