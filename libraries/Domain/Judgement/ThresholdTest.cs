namespace Landfall.Domain.Judgement;

/// <summary>
/// Judges an own metric against a fixed limit: harm when it is above for several looks in a row. A look that saw nothing
/// is neither health nor harm: it does not count, and it does not break a row. All it keeps between looks is one number.
/// </summary>
public static class ThresholdTest
{
    /// <summary>How many looks in a row have been above the limit, this one included.</summary>
    /// <param name="above">As many before this look.</param>
    /// <param name="look">Null or NaN where the metric gave no number.</param>
    /// <param name="max">Above this counts; the limit itself does not.</param>
    public static int Above(int above, double? look, double max) => look switch
    {
        null or double.NaN => above,
        { } number when number > max => above + 1,
        _ => 0,
    };

    /// <param name="above">As <see cref="Above"/> says after the newest look.</param>
    /// <param name="newest">What the newest look saw; null or NaN where the metric gave no number.</param>
    /// <param name="max">Above this is harm; the limit itself is not.</param>
    /// <param name="consecutive">Looks in a row that it takes, at least 1.</param>
    /// <exception cref="ArgumentException">The limit is not a number, or consecutive is below 1.</exception>
    public static ThresholdJudgement Judge(int above, double? newest, double max, int consecutive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(consecutive, 1);
        if (!double.IsFinite(max))
            throw new ArgumentOutOfRangeException(nameof(max), max, "Expected a finite limit.");

        var number = newest is double.NaN ? null : newest;
        var outcome = above >= consecutive ? JudgeOutcome.Harm
            : number is null ? JudgeOutcome.Unknown : JudgeOutcome.Undecided;
        var row = $"above the limit {max:0.####} at {above} of {consecutive} looks in a row";
        return new(outcome, above, consecutive, number is null ? $"no number; {row}" : $"{number:0.####}, {row}");
    }
}
