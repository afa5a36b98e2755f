namespace Landfall.Domain.Rollout;

/// <summary>How much of its time a step has used up. Time in which it may not go on, whatever is seen, does not count.</summary>
/// <param name="Spent">From look to look, where nothing held it.</param>
/// <param name="At">The last look.</param>
public sealed record StepClock(TimeSpan Spent, DateTimeOffset At)
{
    /// <returns>Null where the step has no such end.</returns>
    internal static StepClock? Of(RolloutState state, DateTimeOffset now)
    {
        if (state.Current.Within is null)
            return null;

        var known = state.Clock ?? new(TimeSpan.Zero, state.StepSince ?? now);
        var held = state is { Paused: true } or { Halted: not null } or { Pending: not null } or { AskedBecause: not null };
        return held || now < known.At ? known with { At = now } : new(known.Spent + (now - known.At), now);
    }

    /// <returns>What is left; null where the step has no such end.</returns>
    internal static TimeSpan? Left(RolloutState state) =>
        state is { Current.Within: { } within, Clock: { } clock } ? within - clock.Spent : null;
}
