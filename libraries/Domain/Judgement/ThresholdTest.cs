namespace Landfall.Domain.Judgement;

/// <summary>
/// Judges an own metric against a fixed limit: harm when it is above for several looks in a row. A look that saw nothing
/// is neither health nor harm: it does not count, and it does not break a row.
/// </summary>
public static class ThresholdTest
{
    /// <param name="looks">Oldest first; null or NaN where the metric gave no number. Older looks than the last row
    /// make no difference.</param>
    /// <param name="max">Above this is harm; the limit itself is not.</param>
    /// <param name="consecutive">Looks in a row that it takes, at least 1.</param>
    /// <exception cref="ArgumentException">The limit is not a number, or consecutive is below 1.</exception>
    public static ThresholdJudgement Judge(IReadOnlyList<double?> looks, double max, int consecutive)
    {
        ArgumentNullException.ThrowIfNull(looks);
        ArgumentOutOfRangeException.ThrowIfLessThan(consecutive, 1);
        if (!double.IsFinite(max))
            throw new ArgumentOutOfRangeException(nameof(max), max, "Expected a finite limit.");

        var (above, newest) = (0, (double?)null);
        foreach (var look in looks.Where(IsNumber))
        {
            newest = look;
            above = look > max ? above + 1 : 0;
        }

        var blind = looks.Count == 0 || !IsNumber(looks[^1]);
        var outcome = above >= consecutive ? JudgeOutcome.Harm : blind ? JudgeOutcome.Unknown : JudgeOutcome.Undecided;
        return new(outcome, above, consecutive, newest, Explain(outcome, above, consecutive, newest, max));
    }

    private static bool IsNumber(double? look) => look is { } number && !double.IsNaN(number);

    private static string Explain(JudgeOutcome outcome, int above, int needed, double? newest, double max) => outcome switch
    {
        JudgeOutcome.Unknown when newest is null => "the metric gave no number yet",
        JudgeOutcome.Unknown => $"the metric gave no number at the newest look; the last was {newest:0.####}",
        _ => $"{newest:0.####}, limit {max:0.####}; above it {above} times in a row, needs {needed}",
    };
}
