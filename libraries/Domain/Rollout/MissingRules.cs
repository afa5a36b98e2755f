using Landfall.Contracts.Documents;

namespace Landfall.Domain.Rollout;

/// <summary>
/// What a judge without data does to its step, where it says so itself (<c>onMissing</c>). Missing is neither health nor harm: the step
/// never goes on over it, and after its time (<c>missingFor</c>) the judge's own answer counts, of several the hardest.
/// </summary>
internal static class MissingRules
{
    /// <returns>By judge, since when it has no data without a break; null where all have some.</returns>
    public static IReadOnlyDictionary<string, DateTimeOffset>? Since(RolloutState state, StepEvidence evidence, DateTimeOffset now) =>
        evidence.Missing is not { Count: > 0 } missing ? null : missing.ToDictionary(
            metric => metric.Judge,
            metric => state.MissingSince is { } known && known.TryGetValue(metric.Judge, out var since) ? since : now);

    /// <summary>Whether the next look sends made-up requests.</summary>
    public static bool WantsProbes(RolloutState state, DateTimeOffset now) =>
        state.Request.Plan.Judges.Any(judge => judge.OnMissing == WhenMissing.Probe && IsDue(state, judge, now));

    /// <returns>Null where nothing is missing that would keep the step from going on.</returns>
    public static StepJudgement? Of(RolloutState state, StepEvidence evidence, DateTimeOffset now)
    {
        var missing = (evidence.Missing ?? []).Where(metric => metric.Probed != true)
            .Select(metric => (Metric: metric, Judge: state.Request.Plan.Judges.FirstOrDefault(judge => judge.Name == metric.Judge)))
            .ToList();
        if (missing.Count == 0)
            return null;

        var what = string.Join("; ", missing.Select(one => Sentence(state, one.Metric, one.Judge, now)));
        var due = missing.Where(one => one.Judge is not null && IsDue(state, one.Judge, now)).Select(one => one.Judge!.OnMissing).Max();
        return due switch
        {
            WhenMissing.Fail => new(StepDecision.GoBack, $"missing: {what}"),
            WhenMissing.Ask => new(StepDecision.Ask, $"missing: {what}"),
            WhenMissing.Extend when state.Pending is null && now >= state.EndsAt => StepJudgement.WhenInconclusive(state, what),
            _ => new(StepDecision.KeepLooking, $"holding: {what}"),
        };
    }

    private static bool IsDue(RolloutState state, JudgePlan judge, DateTimeOffset now) =>
        state.MissingSince is { } missing && missing.TryGetValue(judge.Name, out var since)
        && now - since >= (judge.MissingFor ?? TimeSpan.Zero);

    private static string Sentence(RolloutState state, MissingMetric metric, JudgePlan? judge, DateTimeOffset now)
    {
        var since = state.MissingSince is { } known && known.TryGetValue(metric.Judge, out var first) ? first : now;
        var limit = judge?.MissingFor is { } longest ? $"; {DurationText.Format(longest)} are allowed" : "";
        return $"{metric.Judge} {metric.What} since {since.UtcDateTime:u}{limit}";
    }
}
