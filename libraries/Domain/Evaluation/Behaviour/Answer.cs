using System.Globalization;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>What a server said about one row, as it was written down.</summary>
/// <param name="Label">As text; empty when there was no answer.</param>
/// <param name="Score">Null when it is no number.</param>
/// <param name="Problem">Why there was no answer, for people; empty when there was one.</param>
/// <param name="Milliseconds">From the request to the whole answer; null where nobody measured.</param>
public sealed record Answer(string Label, double? Score, string Problem = "", double? Milliseconds = null)
{
    /// <summary>The number that must not, or must, move: the score, and for regression the number predicted.</summary>
    internal double? Number(ModelTask task) => task == ModelTask.Regression ? Finite(Parsed(Label)) : Finite(Score);

    /// <summary>The class, in one spelling; null where it is none.</summary>
    internal string? Class(ModelTask task) => task switch
    {
        ModelTask.Binary => Truth(Label),
        _ => Label.Length == 0 ? null : Label,
    };

    /// <summary>What is wrong with it for a task; null for a valid prediction.</summary>
    internal string? Flaw(ModelTask task) =>
        Problem.Length > 0 ? Problem
        : task == ModelTask.Multiclass ? (Class(task) is null ? "answered no class" : null)
        : Number(task) is null ? "answered no number"
        : task == ModelTask.Binary && Class(task) is null ? "answered neither true nor false"
        : null;

    /// <summary>Words for the two classes of a binary task; null for every other text.</summary>
    internal static string? Truth(string text) => text.ToLowerInvariant() switch
    {
        "1" or "true" or "t" or "yes" or "y" => "true",
        "0" or "false" or "f" or "no" or "n" => "false",
        _ => null,
    };

    private static double? Parsed(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}
