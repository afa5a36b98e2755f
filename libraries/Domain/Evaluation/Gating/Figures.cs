using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Gating;

/// <summary>How numbers are written in explanations.</summary>
internal static class Figures
{
    private const double Whole = 1e15;

    public static string Of(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= Whole or < 0.0001 => value.ToString("0.###e0"),
        >= 100 => value.ToString("N1"),
        _ => value.ToString("0.####"),
    };

    /// <summary>With enough digits to be told from the limit that it missed or reached.</summary>
    public static string Of(double value, double limit)
    {
        var text = Of(value);
        return text == Of(limit) && value != limit ? value.ToString("R") : text;
    }

    public static string Signed(double value) => value > 0 ? $"+{Of(value)}" : Of(value);

    public static string Confidence(double confidence) => $"{confidence * 100:0.##} %";

    public static GateSummary CannotTell(string gate, string what, string reason) =>
        new(gate, GateOutcome.Ask, $"{what} is undefined: {reason}; a person decides.");

    /// <summary>
    /// What a missed limit becomes. Where the better bound meets it, nothing is shown either way: marginal, and the pipeline
    /// may want a person to decide.
    /// </summary>
    /// <param name="better">The bound that is better for the candidate, and whether it meets the limit.</param>
    public static GateSummary Missed(
        string gate, MarginalAction? onMarginal, (double Bound, bool Meets) better, string explanation) =>
        better.Meets && onMarginal == MarginalAction.Ask
            ? new(gate, GateOutcome.Ask, $"{explanation.TrimEnd('.')}, but the other bound {Of(better.Bound)} meets it: a person decides.")
            : new(gate, GateOutcome.Fail, explanation);
}
