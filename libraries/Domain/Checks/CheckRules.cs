using Landfall.Contracts.Documents;

namespace Landfall.Domain.Checks;

/// <summary>What the answers of a version's outside checks amount to.</summary>
/// <param name="IsOver">Whether nothing has to be waited for any more.</param>
/// <param name="Refusal">Why the run ends; null when it goes on.</param>
/// <param name="Asks">Why a person has to decide, whatever the pipeline says; null when nothing asks.</param>
/// <param name="Explanation">One line with the counts.</param>
/// <param name="Checks">Each check as people see it, in the pipeline's order.</param>
public sealed record CheckRuling(
    bool IsOver, string? Refusal, string? Asks, string Explanation, IReadOnlyList<CheckStatus> Checks);

/// <summary>
/// What do the answers mean? A required check that failed ends the run at once. One without an answer is unknown, which is
/// neither yes nor no: the pipeline says whether a person decides or the run ends. What is not required is shown and
/// decides nothing. Pure.
/// </summary>
public static class CheckRules
{
    /// <summary>Least time between two looks at checks that have not answered.</summary>
    private static readonly TimeSpan LeastWait = TimeSpan.FromMinutes(1);

    private enum Meaning { Waits, Passes, Shown, Asks, Refuses }

    /// <param name="answers">By check; one that is not there has not answered.</param>
    public static CheckRuling Of(IReadOnlyList<CheckPlan> plans, IReadOnlyDictionary<string, CheckAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(answers);
        var judged = plans.Select(plan => (Plan: plan, Answer: answers.GetValueOrDefault(plan.Name)))
            .Select(check => (check.Plan, check.Answer, Means: MeaningOf(check.Plan, check.Answer))).ToList();
        List<string> Reasons(Meaning means) =>
            [.. judged.Where(check => check.Means == means).Select(check => Reason(check.Plan, check.Answer!))];

        var (refusal, asks) = (Reasons(Meaning.Refuses).FirstOrDefault(), Reasons(Meaning.Asks));
        var isWaiting = judged.Any(check => check.Means == Meaning.Waits);
        var passed = judged.Count(check => check.Means == Meaning.Passes);
        var others = judged.Where(check => check.Means is not (Meaning.Waits or Meaning.Passes))
            .Select(check => $"{check.Plan.Name} {Word(check.Answer!.Conclusion)}{(check.Plan.Required ? "" : ", not required")}");
        return new(
            refusal is not null || !isWaiting, refusal, asks.Count == 0 ? null : string.Join("; ", asks),
            string.Join("; ", others.Prepend($"{passed} of {plans.Count} outside checks passed")),
            [.. judged.Select(check => Status(check.Plan, check.Answer))]);
    }

    /// <summary>How a conclusion is said of a check.</summary>
    public static string Word(CheckConclusion conclusion) => conclusion switch
    {
        CheckConclusion.Success => "passed",
        CheckConclusion.Neutral => "has nothing against it",
        CheckConclusion.Failure => "failed",
        CheckConclusion.Cancelled => "was cancelled",
        _ => "gave no answer",
    };

    /// <summary>
    /// When to look again without being told: after as long as it has been waited for, so that an event that was lost at
    /// most doubles the wait, and a wait of weeks needs a dozen looks.
    /// </summary>
    public static DateTimeOffset NextLook(DateTimeOffset askedAt, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var waited = now - askedAt;
        var next = now + (waited > LeastWait ? waited : LeastWait);
        return next < expiresAt ? next : expiresAt;
    }

    /// <summary>What is written where nobody answered.</summary>
    public static string Silence(TimeSpan timeout) => $"none came within {DurationText.Format(timeout)}";

    private static Meaning MeaningOf(CheckPlan plan, CheckAnswer? answer) => (answer?.Conclusion, plan.Required, plan.AskOnSilence) switch
    {
        (null, _, _) => Meaning.Waits,
        (CheckConclusion.Success or CheckConclusion.Neutral, _, _) => Meaning.Passes,
        (_, false, _) => Meaning.Shown,
        (CheckConclusion.Failure, true, _) => Meaning.Refuses,
        (_, true, true) => Meaning.Asks,
        _ => Meaning.Refuses,
    };

    private static string Reason(CheckPlan plan, CheckAnswer answer) =>
        $"the required check '{plan.Name}' {Word(answer.Conclusion)}: {answer.Summary}{(answer.Url is { } url ? $" ({url})" : "")}";

    private static CheckStatus Status(CheckPlan plan, CheckAnswer? answer) => answer is null
        ? new(plan.Name, plan.Required, null, "has not answered yet")
        : new(plan.Name, plan.Required, answer.Conclusion, answer.Summary, answer.Url);
}
