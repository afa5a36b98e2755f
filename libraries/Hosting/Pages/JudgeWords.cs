using Landfall.Contracts;

namespace Landfall.Hosting.Pages;

/// <summary>A judge's outcome as people read it.</summary>
public static class JudgeWords
{
    /// <returns>Mark and words, and the class of their colour.</returns>
    public static (string Words, string Colour) Of(JudgeOutcome outcome) => outcome switch
    {
        JudgeOutcome.Harm => ("✕ harm shown", "bad"),
        JudgeOutcome.Safe => ("✓ safe", "good"),
        JudgeOutcome.Undecided => ("● no harm shown", "running"),
        _ => ("? unknown", "unknown"),
    };
}
