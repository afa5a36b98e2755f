using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Policies;

/// <summary>When a pipeline lets its rollouts raise a weight. Weights may be lowered at any time.</summary>
public static class RaiseHours
{
    /// <returns>When the next hours begin; null while weights may be raised.</returns>
    /// <exception cref="TerminalFailure">The time zone is not known on this machine.</exception>
    public static DateTimeOffset? OpensAt(DuringSpec? during, DateTimeOffset now) => during is null
        ? null
        : new WeeklyHours(during.TimeZone, during.Days, during.From, during.To).OpensAt(now, "rollout.during of the pipeline");

    /// <returns>That they were passed, and by whom; null where the override does not let it.</returns>
    public static PassedRule? PassedBy(DuringSpec? during, OverrideView? live) => live?.Passes(OverridableRule.Hours) == true
        ? new(OverridableRule.Hours, $"hours {Text(during)} {live.Words}")
        : null;

    /// <summary>Such as mon, tue 09:00 to 17:00 Europe/Berlin.</summary>
    public static string? Text(DuringSpec? during) => during is null
        ? null
        : $"{(during.Days.Count == 0 ? "daily" : string.Join(", ", during.Days.Select(Short)))} {during.From} to {during.To} {during.TimeZone}";

    private static string Short(Weekday day) => day.ToString()[..3].ToLowerInvariant();
}
