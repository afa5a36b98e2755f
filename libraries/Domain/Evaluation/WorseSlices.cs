using Landfall.Domain.Evaluation.Gating;

namespace Landfall.Domain.Evaluation;

/// <summary>Where the candidate is worse than the champion, though it may be better on the whole.</summary>
public static class WorseSlices
{
    /// <summary>
    /// A sentence for each slice and metric that got worse beyond doubt, the worst first. The report's confidence holds
    /// for all of them together (Bonferroni): among many slices some always look worse by chance.
    /// </summary>
    /// <param name="report">Just computed, with a champion; without one nothing is worse.</param>
    /// <param name="metrics">Metrics to look at, as a rule those of the gates.</param>
    /// <param name="minSupport">Slices with fewer rows are left out.</param>
    public static IReadOnlyList<string> Of(EvaluationReport report, IEnumerable<string> metrics, int minSupport = 0)
    {
        ArgumentNullException.ThrowIfNull(report);
        var names = metrics.ToHashSet(StringComparer.Ordinal);
        var looks =
            (from slice in report.Slices
             where slice.Rows >= minSupport
             from difference in slice.Differences
             where names.Contains(difference.Name) && difference is { Undefined: null, Better: not null }
             select (slice, difference)).ToList();
        var confidence = 1 - (1 - report.Confidence) / Math.Max(1, looks.Count);
        return
        [
            .. from look in looks
               let improvement = look.difference.Improvement(confidence)
               where improvement.High < 0
               orderby improvement.High
               select $"{look.slice.Name}: {look.difference.Name} changes by "
                   + $"{Figures.Signed(look.difference.Value!.Value)} against the champion in {look.slice.Rows:N0} rows.",
        ];
    }
}
