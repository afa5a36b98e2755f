using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>A run: the state first, then why, then what the reader may do; the evidence behind it below.</summary>
internal static class RunPage
{
    /// <param name="done">What was just passed on; null when the page was simply opened.</param>
    public static Page Of(RunView view, ConsoleLinks links, string? person = null, RunAction? done = null) =>
        ConsolePage.Of(view.Status.Run.Id, links, Html.Of($"""
            <p>{RunWords.State(view.Status)} {Age(view)}</p>
            <h1>{view.Status.Run.Id}</h1>
            {(done is { } action ? PassedOn(action) : Html.Empty)}
            <p class="why said">{RunWords.Why(view)}</p>
            {Origin(view.Status.Run)}
            {ActionForm.Of(view, links, person)}
            {StepStrip.Of(view.Status)}
            {RolloutView.Of(view)}
            {EvidenceView.Of(view, links)}
            """), isLive: view.IsRunning);

    private static Html PassedOn(RunAction action) => Html.Of($"""
        <p class="note good" role="status">Passed on: {action.ToString().ToLowerInvariant()}. The record below tells what
        becomes of it.</p>
        """);

    private static Html Origin(Run run) => Html.Of($"""
        <p class="soft">{run.Dataset.Name}, {run.Dataset.Landings:N0} files, attempt {run.Attempt},
        set off by {run.Trigger.Kind}</p>
        """);

    private static Html Age(RunView view) => view.Status.FinishedAt is { } finished
        ? Html.Of($"· {PageTime.Ago(finished, view.Now)}, after {PageTime.Span(finished - view.Status.StartedAt)}")
        : Html.Of($"· for {PageTime.Since(view.Status.StartedAt, view.Now)}");
}
