namespace Landfall.Domain.Serving;

/// <summary>An own metric against a fixed limit: harm after so many looks in a row above it.</summary>
internal static class ThresholdJudge
{
    public static CounterState Count(CounterState known, RolloutPlan plan, IReadOnlyDictionary<string, double?> numbers)
    {
        var judges = plan.Judges.Where(judge => judge.Kind == JudgeKind.Threshold).ToList();
        if (judges.Count == 0)
            return known;

        var over = new Dictionary<string, int>(known.Over ?? new Dictionary<string, int>());
        foreach (var judge in judges)
        {
            // No number breaks no row: it is neither above nor below.
            if (numbers.GetValueOrDefault(judge.Name) is { } value)
                over[judge.Name] = value > judge.Max ? over.GetValueOrDefault(judge.Name) + 1 : 0;
        }

        return known with { Over = over };
    }

    public static JudgeReading Read(JudgePlan judge, CounterState counters, double? value)
    {
        var over = counters.Over?.GetValueOrDefault(judge.Name) ?? 0;
        if (value is null)
            return new(judge.Name, JudgeOutcome.Unknown, over, judge.Consecutive, null, null, "no number");

        return new(
            judge.Name, over >= judge.Consecutive ? JudgeOutcome.Harm : JudgeOutcome.Undecided, over, judge.Consecutive,
            null, null, $"{value:0.####}, limit {judge.Max:0.####}; above it at {over} of {judge.Consecutive} looks in a row");
    }
}
