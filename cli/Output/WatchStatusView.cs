using Landfall.Contracts;

namespace Landfall.Cli.Output;

/// <summary>
/// A watch in a few lines: the state first, then each thing that is watched with its numbers, then what is wrong with the
/// watch itself.
/// </summary>
internal static class WatchStatusView
{
    public static IEnumerable<string> Lines(WatchStatus watch)
    {
        yield return watch.Champion is { } champion
            ? $"{champion}  {State(watch)}{(watch.Since is { } since ? $", champion since {since.UtcDateTime:u}" : "")}"
            : $"{watch.Model}  ● the watch begins";
        if (watch.GoneBack is { } gone)
            yield return gone;

        IEnumerable<string>[] things =
        [
            Thing("drift", watch.Drift, watch.Plan?.Drift), Thing("errors", watch.Errors, watch.Plan?.Errors),
            Thing("quality", watch.Quality, watch.Plan?.Quality?.Rule), LabelsView.Lines(watch.Labels, watch.LookedAt),
            Thing("inputs", watch.Inputs, watch.Plan?.Inputs), Thing("health", watch.Health, watch.Plan?.Health),
        ];
        foreach (var line in things.SelectMany(lines => lines))
            yield return line;

        if (watch.RetrainedAt is { } asked)
        {
            var who = watch.Plan?.Quality is null && watch.Plan?.Inputs is null ? "drift" : "the watch";
            yield return $"{who} last asked for a run at {asked.UtcDateTime:u}";
        }

        if (watch.Blind is { } blind)
            yield return $"nothing seen: {blind}";
        if (watch.Problem is { } problem)
            yield return $"problem: {problem}";
        if (watch.LookedAt is { } looked)
            yield return $"looked at {looked.UtcDateTime:u}{(watch.LookAgainAt is { } again ? $", again at {again.UtcDateTime:u}" : "")}";
    }

    private static string State(WatchStatus watch) => watch switch
    {
        { GoneBack: not null } => "↩ gone back",
        _ when Episodes(watch) is { Count: > 0 } names => $"✕ {string.Join(" and ", names)}",
        { Problem: not null } or { Blind: not null } => "? unknown",
        _ => "✓ calm",
    };

    private static List<string> Episodes(WatchStatus watch) =>
    [
        .. new[]
            {
                ("health", watch.Health), ("errors", watch.Errors), ("quality", watch.Quality), ("drift", watch.Drift), ("inputs", watch.Inputs),
            }
            .Where(thing => thing.Item2?.Since is not null).Select(thing => thing.Item1),
    ];

    private static IEnumerable<string> Thing(string name, WatchedThing? thing, WatchRule? rule)
    {
        if (thing is null || rule is null)
            yield break;

        yield return $" {Mark(thing)} {name,-7} {Word(thing, rule)}";
        if (thing.Judged is { } judged)
            yield return $"           {judged.Explanation}";
        if (thing.Now.Outcome == WatchOutcome.Unknown)
            yield return $"           open: {thing.Now.Explanation}";
    }

    private static string Word(WatchedThing thing, WatchRule rule) => thing switch
    {
        { Since: { } since, Owed: true } => $"since {since.UtcDateTime:u}; a run is owed, the last one is too young",
        { Since: { } since } => $"since {since.UtcDateTime:u}; {thing.Calm} of {rule.Consecutive} calm windows in a row end it",
        { Over: > 0 } => $"{thing.Over} of {rule.Consecutive} bad windows in a row",
        { Judged: null } => "no window was judged yet",
        _ => "calm",
    };

    private static string Mark(WatchedThing thing) => thing switch
    {
        { Since: not null } => "✕",
        { Judged: null } => "?",
        { Over: > 0 } => "·",
        _ => "✓",
    };
}
