using System.Globalization;
using Landfall.Contracts.Documents;
using Landfall.Domain.Statistics;

namespace Landfall.Domain.Evaluation.Behaviour;

/// <summary>
/// Decides one behavioural check. A share is decided on the upper bound of Clopper and Pearson's interval, because rows
/// stand for all rows like them; cases hold all or the check fails. Too few rows are neither good nor bad: they fail.
/// </summary>
public static class BehaviourJudge
{
    /// <summary>How many violating rows are shown.</summary>
    public const int MostExamples = 3;

    /// <param name="rows">Each row once.</param>
    public static GateSummary Of(BehaviourSpec spec, ModelTask task, IReadOnlyList<AskedRow> rows)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(rows);
        var violations = rows.Select(row => Violation.Of(spec, task, row)).OfType<string>().ToList();
        var (outcome, explanation) = spec.Cases is null
            ? Share(spec, violations.Count, rows.Count)
            : Cases(violations.Count, rows.Count);
        return new(
            $"behaviour: {spec.Name}", outcome, explanation,
            violations.Count == 0 ? null : [.. violations.Take(MostExamples)]);
    }

    private static (GateOutcome, string) Cases(int wrong, int all) => wrong == 0
        ? (GateOutcome.Pass, Text($"All {all:N0} cases are answered as expected."))
        : (GateOutcome.Fail, Text($"{wrong:N0} of {all:N0} cases are answered otherwise than expected."));

    private static (GateOutcome, string) Share(BehaviourSpec spec, int wrong, int all)
    {
        var limit = RowsNeeded.Limit(spec) ?? throw new ArgumentException(
            $"The check '{spec.Name}' does not say how many rows may violate it. Expected maxViolations.");
        var needed = RowsNeeded.For(limit, spec.Confidence);
        if (all < needed)
            return (GateOutcome.Fail, TooFew(limit, all, needed));

        var bounds = ProportionInterval.ClopperPearson(wrong, all, spec.Confidence);
        var seen = Seen(spec, wrong, all);
        var sure = Text($"at {spec.Confidence * 100:0.##} % confidence");
        if (limit == 0)
        {
            return wrong == 0
                ? (GateOutcome.Pass, $"{seen}; {sure} at most {Percent(bounds.High)} of all rows like these do.")
                : (GateOutcome.Fail, $"{seen}, and none may.");
        }

        if (bounds.High <= limit)
            return (GateOutcome.Pass, $"{seen}; {sure} at most {Percent(bounds.High)} do, within the limit {Percent(limit)}.");
        if (bounds.Low > limit)
            return (GateOutcome.Fail, $"{seen}; {sure} at least {Percent(bounds.Low)} do, above the limit {Percent(limit)}.");

        var between = $"{seen}; {sure} {Percent(bounds.Low)} to {Percent(bounds.High)} do, and the limit {Percent(limit)} lies between";
        return spec.OnMarginal == MarginalAction.Ask
            ? (GateOutcome.Ask, $"{between}: a person decides.")
            : (GateOutcome.Fail, $"{between}: it is not proved.");
    }

    private static string TooFew(double limit, int all, int needed) => all == 0
        ? "No row of the holdout could be asked in this way, so nothing is known."
        : Text($"Only {all:N0} rows could be asked, and {needed:N0} are needed to show anything about a limit of {Percent(limit)}.");

    private static string Seen(BehaviourSpec spec, int wrong, int all)
    {
        var what = spec.Latency is { } latency
            ? $"answers took longer than {DurationText.Format(Percentile.Of(latency).Limit)} or did not come"
            : "rows violate it";
        return wrong == 0 ? Text($"None of {all:N0} {what}") : Text($"{wrong:N0} of {all:N0} {what} ({Percent((double)wrong / all)})");
    }

    private static string Percent(double share) => Text($"{share * 100:0.##} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
