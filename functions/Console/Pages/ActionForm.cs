using Landfall.Domain.Experiments;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>What the reader may do now, and only that: one form, one reason, a button for each.</summary>
internal static class ActionForm
{
    private static readonly Dictionary<RunAction, string> Buttons = new()
    {
        [RunAction.Cancel] = "Cancel run",
        [RunAction.Release] = "Release from quarantine",
        [RunAction.Refuse] = "Refuse the data",
        [RunAction.Rerun] = "Run again",
        [RunAction.Pause] = "Pause",
        [RunAction.Resume] = "Resume",
        [RunAction.Abort] = "Abort, back to the champion",
        [RunAction.Skip] = "Go to the next step now",
        [RunAction.Promote] = "Promote now, to everyone",
    };

    /// <summary>What fits the moment. Whoever receives it still decides: the moment may have passed.</summary>
    public static IReadOnlyList<RunAction> Fitting(RunView view) => view switch
    {
        { IsRunning: false } when Experiment.Is(view.Status.Run) => [],
        { IsRunning: false } => [RunAction.Rerun],
        { RolloutIsLive: true, Rollout.Paused: true } => [RunAction.Resume, RunAction.Abort, RunAction.Skip, RunAction.Promote],
        { RolloutIsLive: true } => [RunAction.Pause, RunAction.Abort, RunAction.Skip, RunAction.Promote],
        _ when RunWords.IsWaitingAt(view.Status, "validated") => [RunAction.Release, RunAction.Refuse, RunAction.Cancel],
        _ => [RunAction.Cancel],
    };

    /// <param name="person">Who has signed in; null where nobody signs in, and a name is asked for.</param>
    /// <param name="may">Which of them the reader may ask for; null when it is not known who reads.</param>
    public static Html Of(RunView view, ConsoleLinks links, string? person, Func<RunAction, bool>? may = null)
    {
        var fitting = Fitting(view);
        if (fitting.Count == 0)
            return Html.Empty;

        var actions = fitting.Where(action => may?.Invoke(action) ?? true).ToList();
        if (actions.Count == 0)
            return Html.Of($"<p class=\"soft\">You are {person} and may look at this run, not steer it.</p>");

        return Html.Of($"""
            <details id="act"><summary>{string.Join(" · ", actions.Select(action => Buttons[action]))}…</summary>
            <form method="post" autocomplete="off" action="{Address(view, links, actions[0])}">
            <label for="reason">Reason, kept in the record</label>
            <textarea id="reason" name="reason" required maxlength="{Asking.LongestReason}"></textarea>
            {(person is null ? NameField() : Html.Of($"<p class=\"soft\">You are {person}.</p>"))}
            <div class="actions">{Html.Each(actions, Button)}</div>
            </form></details>
            """);

        Html Button(RunAction action) =>
            Html.Of($"<button formaction=\"{Address(view, links, action)}\">{Buttons[action]}</button>");
    }

    private static Html NameField() => Html.Of($"""
        <label for="by">Your name</label>
        <input id="by" name="by" required maxlength="{Asking.LongestBy}"/>
        """);

    private static string Address(RunView view, ConsoleLinks links, RunAction action) =>
        links.Ask(view.Status.Run.Id, action.ToString().ToLowerInvariant());
}
