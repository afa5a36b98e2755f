using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>How a champion is doing, as word, shape and colour, and the last window that says so.</summary>
internal static class WatchWords
{
    public static Html Of(WatchStatus? watch, DateTimeOffset now) => watch switch
    {
        null => Html.Of($"not watched"),
        { GoneBack: not null } => State("↩ gone back", "bad", watch.GoneBack),
        { Health.Since: { } since } => Episode("health", since, watch.Health, now),
        { Errors.Since: { } since } => Episode("errors", since, watch.Errors, now),
        { Quality.Since: { } since } => Html.Of($"{Episode("quality", since, watch.Quality, now)}{Labels(watch, now)}"),
        { Drift.Since: { } since } => Episode("drift", since, watch.Drift, now),
        { Inputs.Since: { } since } => Episode("inputs", since, watch.Inputs, now),
        { Problem: { } problem } => State("? unknown", "unknown", problem),
        { Blind: { } blind } => State("? unknown", "unknown", blind),
        { LookedAt: null } => State("● begins", "running", "nothing was looked at yet"),
        _ => Html.Of($"{State("✓ calm", "good", Calm(watch))}{Labels(watch, now)}"),
    };

    private static Html Episode(string name, DateTimeOffset since, WatchedThing thing, DateTimeOffset now) => Html.Of($"""
        <strong class="state bad">✕ {name}</strong> since {PageTime.Since(since, now)}<br/>
        <span class="said">{Last(thing) ?? thing.Now.Explanation}</span>
        """);

    private static string Calm(WatchStatus watch) =>
        Last(watch.Quality) ?? Last(watch.Drift)
        ?? Last(watch.Inputs) ?? Last(watch.Errors) ?? Last(watch.Health) ?? "nothing was judged yet";

    /// <summary>The metric as it stands, how many predictions have a label, and how old the newest is.</summary>
    private static Html Labels(WatchStatus watch, DateTimeOffset now)
    {
        if (watch.Labels is not { } labels)
            return Html.Empty;

        var all = labels.Labelled + labels.Waiting + labels.Unlabelled;
        var live = labels is { Value: { } value, Low: { } low, High: { } high }
            ? $"{labels.Metric} {value:0.###} ({low:0.###} to {high:0.###}) of {watch.Quality?.Now.Samples:N0} labelled predictions"
            : $"{labels.Metric} is not known yet";
        var newest = labels.Newest is { } at ? $"newest label {PageTime.Span(now - at)} old" : "no label yet";
        return Html.Of($"""
            <br/><span class="said">{live}; {labels.Labelled:N0} of {all:N0} predictions are labelled, {newest}</span>
            {Html.When(labels.Problem is not null, () => Html.Of($"<br/><span class=\"said\">{labels.Problem}</span>"))}
            """);
    }

    private static string? Last(WatchedThing? thing) => thing?.Judged?.Explanation;

    private static Html State(string words, string colour, string why) =>
        Html.Of($"<strong class=\"state {colour}\">{words}</strong><br/><span class=\"said\">{why}</span>");
}
