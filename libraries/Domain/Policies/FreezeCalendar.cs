using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Policies;

/// <param name="Until">When it ends, unless another window goes on.</param>
public sealed record FreezeHit(string Reason, DateTimeOffset Until)
{
    /// <returns>That it was passed, and by whom; null where the override does not let it.</returns>
    public PassedRule? PassedBy(OverrideView? live) => live?.Passes(OverridableRule.Freeze) == true
        ? new(OverridableRule.Freeze, $"freeze window '{Reason}' {live.Words}")
        : null;

    public override string ToString() => $"frozen until {Until.UtcDateTime:u} by the policy: {Reason}";
}

/// <summary>When a policy lets no traffic be moved to a candidate. Ways back are never frozen.</summary>
public static class FreezeCalendar
{
    /// <returns>The window that ends last; null when none holds now.</returns>
    /// <exception cref="TerminalFailure">A window's time zone is not known on this machine.</exception>
    public static FreezeHit? At(PolicySpec policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var once = policy.Freeze.Where(window => window.From <= now && now < window.To)
            .Select(window => new FreezeHit(window.Reason, window.To));
        return once.Concat(policy.Weekly.Select(window => Weekly(window, now)).OfType<FreezeHit>()).MaxBy(hit => hit.Until);
    }

    private static FreezeHit? Weekly(WeeklyFreeze window, DateTimeOffset now) =>
        new WeeklyHours(window.TimeZone, window.Days, window.From, window.To)
            .EndsAt(now, $"The policy's freeze '{window.Reason}'") is { } end
            ? new(window.Reason, end)
            : null;
}
