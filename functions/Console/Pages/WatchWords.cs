using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>How a champion is doing, as word, shape and colour, and the last window that says so.</summary>
internal static class WatchWords
{
    public static Html Of(WatchStatus? watch, DateTimeOffset now) => watch switch
    {
        null => Html.Of($"not watched"),
        { GoneBack: not null } => State("↩ gone back", "bad", watch.GoneBack),
        { Errors.Since: { } since } => Episode("errors", since, watch.Errors, now),
        { Drift.Since: { } since } => Episode("drift", since, watch.Drift, now),
        { Problem: { } problem } => State("? unknown", "unknown", problem),
        { Blind: { } blind } => State("? unknown", "unknown", blind),
        { LookedAt: null } => State("● begins", "running", "nothing was looked at yet"),
        _ => State("✓ calm", "good", Last(watch.Drift) ?? Last(watch.Errors) ?? "nothing was judged yet"),
    };

    private static Html Episode(string name, DateTimeOffset since, WatchedThing thing, DateTimeOffset now) => Html.Of($"""
        <strong class="state bad">✕ {name}</strong> since {PageTime.Since(since, now)}<br/>
        <span class="said">{Last(thing) ?? thing.Now.Explanation}</span>
        """);

    private static string? Last(WatchedThing? thing) => thing?.Judged?.Explanation;

    private static Html State(string words, string colour, string why) =>
        Html.Of($"<strong class=\"state {colour}\">{words}</strong><br/><span class=\"said\">{why}</span>");
}
