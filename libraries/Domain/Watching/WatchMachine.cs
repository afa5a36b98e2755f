namespace Landfall.Domain.Watching;

/// <summary>
/// What a look changes and what is to be done, for ever. Errors come before quality, quality before drift, inputs last: where one leads back,
/// the next is no longer asked. An episode is told once and acts once; a run that is wanted waits until the last one is old enough. Pure.
/// </summary>
public static class WatchMachine
{
    private static readonly WatchSubject[] Order =
        [WatchSubject.Health, WatchSubject.Errors, WatchSubject.Quality, WatchSubject.Drift, WatchSubject.Inputs];

    public static WatchDecision Next(WatchState state, WatchLook look)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(look);
        if (look.Plan is not { } plan)
            return new(state, [], $"the pipeline {state.Model} asks for no watch");
        if (look.Champion is not { } champion)
            return new(state, [], $"{state.Model} has no champion; the next promotion begins a watch");

        var seen = Seen(state, look, champion);
        if (look.Run is not { } run || seen.GoneBack is not null)
            return new(seen, []);

        var effects = new List<WatchEffect>();
        foreach (var subject in Order)
        {
            var asked = effects.OfType<WatchEffect.Retrain>().Count();
            seen = With(seen, subject, Judge(seen, subject, plan, look, run, effects));
            if (effects.OfType<WatchEffect.GoBack>().Any())
                break;
            if (effects.OfType<WatchEffect.Retrain>().Count() > asked)
                seen = seen with { RetrainedAt = look.At };
        }

        return new(seen, effects);
    }

    /// <summary>What came of going back: told and recorded, and nothing else is done until another version is champion.</summary>
    public static WatchDecision WentBack(WatchState state, WatchEpisode episode, GoneBack result, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(result);
        var done = WatchFacts.WentBack(episode, result, at);
        return new(state with { GoneBack = result.To is null ? null : done.Fact.Summary }, [done]);
    }

    /// <summary>Another champion has another baseline and another past. When a run was last asked for stays.</summary>
    private static WatchState Seen(WatchState state, WatchLook look, ModelVersionRef champion)
    {
        var same = state.Champion?.Number == champion.Number && state.Champion.Digest == champion.Digest
            ? state
            : new WatchState(state.Model, champion, RetrainedAt: state.RetrainedAt);
        return same with
        {
            Champion = champion,
            Counters = look.Counters,
            Last = look with { Counters = WatchCounters.Empty },
            Problem = null,
        };
    }

    private static WatchState With(WatchState state, WatchSubject subject, WatchAlarm? alarm) => subject switch
    {
        WatchSubject.Drift => state with { Drift = alarm },
        WatchSubject.Errors => state with { Errors = alarm },
        WatchSubject.Quality => state with { Quality = alarm },
        WatchSubject.Inputs => state with { Inputs = alarm },
        _ => state with { Health = alarm },
    };

    private static WatchAlarm? Judge(
        WatchState state, WatchSubject subject, WatchPlan plan, WatchLook look, Run run, List<WatchEffect> effects)
    {
        var (rule, reading, before) = subject switch
        {
            WatchSubject.Drift => (plan.Drift, look.Drift, state.Drift),
            WatchSubject.Errors => (plan.Errors, look.Errors, state.Errors),
            WatchSubject.Quality => (plan.Quality?.Rule, look.Quality, state.Quality),
            WatchSubject.Inputs => (plan.Inputs, look.Inputs, state.Inputs),
            _ => (plan.Health, look.Health, state.Health),
        };
        if (rule is null || reading is null)
            return null;

        var (alarm, change) = AlarmTable.Next(before ?? new(), reading, rule.Consecutive, look.At);
        var since = alarm.Since ?? before?.Since ?? look.At;
        var episode = new WatchEpisode(subject, run, look.Champion!, since, reading, rule.Consecutive);
        switch (change)
        {
            case AlarmChange.Begun:
                return Begin(alarm, episode, rule, plan, state.RetrainedAt, look.At, effects);
            case AlarmChange.Ended:
                effects.Add(WatchFacts.Ended(episode, look.At));
                return alarm;
            default:
                return Settle(alarm, episode, plan, state.RetrainedAt, look.At, effects);
        }
    }

    private static WatchAlarm Begin(
        WatchAlarm alarm, WatchEpisode episode, WatchRule rule, WatchPlan plan, DateTimeOffset? retrained, DateTimeOffset at,
        List<WatchEffect> effects)
    {
        var rest = Rest(plan, retrained, at);
        effects.AddRange(rule.Action switch
        {
            WatchAction.RollBack => [WatchFacts.GoBack(episode)],
            WatchAction.Retrain when rest is null => [WatchFacts.Begun(episode, at, "A run is asked for"), WatchFacts.Retrain(episode, at)],
            WatchAction.Retrain => [WatchFacts.Begun(
                episode, at, $"A run was asked for at {retrained:u}; if this lasts, the next one is asked for after {rest:u}")],
            _ => new[] { WatchFacts.Begun(episode, at, "Nothing else is done") },
        });
        return alarm with { Owed = rule.Action == WatchAction.Retrain && rest is not null };
    }

    /// <summary>A run that an episode could not ask for, because the last one was too young, is asked for when it still lasts.</summary>
    private static WatchAlarm Settle(
        WatchAlarm alarm, WatchEpisode episode, WatchPlan plan, DateTimeOffset? retrained, DateTimeOffset at, List<WatchEffect> effects)
    {
        if (!alarm.Owed || episode.Reading.Outcome != WatchOutcome.Over || Rest(plan, retrained, at) is not null)
            return alarm;

        effects.Add(WatchFacts.Retrain(episode, at));
        return alarm with { Owed = false };
    }

    /// <returns>Until when no run is asked for; null when one may be.</returns>
    private static DateTimeOffset? Rest(WatchPlan plan, DateTimeOffset? retrained, DateTimeOffset at) =>
        retrained + plan.CoolDown is { } until && at < until ? until : null;
}
