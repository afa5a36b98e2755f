using System.Globalization;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>A run: the state first, then why, then what the reader may do; the evidence behind it below.</summary>
internal static class RunPage
{
    /// <param name="done">What was just passed on; null when the page was simply opened.</param>
    /// <param name="may">Which actions the reader may ask for; null when it is not known who reads.</param>
    public static Page Of(
        RunView view, ConsoleLinks links, string? person = null, RunAction? done = null, Func<RunAction, bool>? may = null) =>
        ConsolePage.Of(view.Status.Run.Id, links, Html.Of($"""
            <p class="verdict">{RunWords.State(view.Status)} <span class="soft">{Age(view)}</span></p>
            <h1>{view.Status.Run.Id}</h1>
            {OverrideBanner.Of(view.Override)}
            {(done is { } action ? PassedOn(action) : Html.Empty)}
            <p class="why said">{RunWords.Why(view)}</p>
            {Origin(view.Status)}
            {(view.Status.Run.Experiment is { } ask ? Tried(ask) : Html.Empty)}
            {ActionForm.Of(view, links, person, may)}
            {StepList.Of(view)}
            {RolloutView.Of(view)}
            {ChecksView.Of(view.Status.Checks)}
            {EvidenceView.Of(view, links)}
            """), isLive: view.IsRunning);

    private static Html PassedOn(RunAction action) => Html.Of($"""
        <p class="note good" role="status">Passed on: {action.ToString().ToLowerInvariant()}. The record below tells what
        becomes of it.</p>
        """);

    private static Html Origin(RunStatus status) => Html.Of($"""
        <p class="meta">{status.Run.Dataset.Name} · {status.Run.Dataset.Landings:N0} files, {Size(status.Run.Dataset.Bytes)}
        · attempt {status.Run.Attempt}, set off by {status.Run.Trigger.Kind} · began {PageTime.Minute(status.StartedAt)}</p>
        """);

    private static Html Tried(ExperimentAsk ask)
    {
        var what = ask.Settings.Count == 0 ? "the pipeline as it was applied" : "other settings";
        return Html.Of($"""
            <section class="note" aria-labelledby="tried"><h2 id="tried">Experiment</h2>
            <p>{ask.By} tries {what}{(ask.Reason is { } why ? $": {why}" : "")}.
            Nothing comes of it but its report: it is not registered, and gets no traffic.</p>
            <ul>{Html.Each(ask.Settings, setting => Html.Of($"<li><code>{setting}</code></li>"))}</ul></section>
            """);
    }

    private static string Size(long bytes) => bytes switch
    {
        < 100_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };

    private static Html Age(RunView view) => view.Status.FinishedAt is { } finished
        ? Html.Of($"{PageTime.Ago(finished, view.Now)}, after {PageTime.Span(finished - view.Status.StartedAt)}")
        : Html.Of($"for {PageTime.Since(view.Status.StartedAt, view.Now)}");
}
