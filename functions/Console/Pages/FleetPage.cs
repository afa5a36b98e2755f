using Landfall.Domain.Serving;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>All models: who is champion and since when, how the last run ended, what waits for a person.</summary>
internal static class FleetPage
{
    private const int Shown = 8;

    public static Page Of(FleetView fleet, ConsoleLinks links)
    {
        var waiting = fleet.Models.SelectMany(model => model.Open).Where(run => run.WaitingFor is not null).ToList();
        return ConsolePage.Of("Models", links, Html.Of($"""
            <h1>Models</h1>
            {Html.Each(fleet.Models.SelectMany(model => model.Overrides ?? []), view => Overridden(view, links))}
            {Html.When(waiting.Count > 0, () => Waiting(waiting, fleet.Now, links))}
            {Html.Each(fleet.Models, model => Model(model, fleet.Now, links))}
            {Html.When(fleet.Models.Count == 0, Empty)}
            """), isLive: fleet.Models.Any(model => model.Open.Any()));
    }

    private static Html Empty() => Html.Of($"""
        <p>No model yet. Apply a pipeline; data that lands where it looks starts the first run.</p>
        """);

    private static Html Overridden(OverrideView view, ConsoleLinks links) => Html.Of($"""
        <section aria-label="Emergency override"><p><a href="{links.Run(view.RunId)}">{view.RunId}</a></p>
        {OverrideBanner.Of(view)}</section>
        """);

    private static Html Waiting(IReadOnlyList<RunStatus> runs, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <section class="note waiting" aria-labelledby="waits"><h2 id="waits">Waits for a person</h2>
        <ul class="links">{Html.Each(runs, run => Wait(run, now, links))}</ul></section>
        """);

    private static Html Wait(RunStatus run, DateTimeOffset now, ConsoleLinks links) => Html.Of(
        $"<li>{Link(run, links)} {RunWords.State(run)}<br/><span class=\"said\">{RunWords.Why(run, now)}</span></li>");

    private static Html Model(ModelView model, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <section><h2>{model.Name}</h2><dl class="facts">
        <div><dt>Champion</dt><dd class="champion">{Champion(model, now)}</dd></div>
        {Html.When(model.Champion is not null, () => Html.Of($"<div><dt>Watch</dt><dd>{WatchWords.Of(model.Watch, now)}</dd></div>"))}
        {Html.When(model.Champion is not null, () => Agrees(model.Agreement))}
        <div><dt>Last verdict</dt><dd>{LastVerdict(model, now)}</dd></div>
        <div><dt>Under way</dt><dd>{UnderWay(model)}</dd></div></dl>
        {Html.When(model.Runs.Count > 0, () => Runs(model.Runs.Take(Shown), now, links))}
        {Html.When(model.Runs.Count > Shown, () => Earlier(model, now, links))}
        </section>
        """);

    private static Html Runs(IEnumerable<RunStatus> runs, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <table class="cards runs"><thead><tr><th scope="col">Run</th><th scope="col">Why</th><th scope="col">Data</th>
        <th scope="col">Began (UTC)</th><th scope="col" class="number">Took</th></tr></thead><tbody>
        {Html.Each(runs, run => Row(run, now, links))}</tbody></table>
        """);

    private static Html Row(RunStatus run, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <tr><th scope="row" data-label="Run">{RunWords.State(run)}<br/>{Link(run, links)}</th>
        <td class="free said" data-label="Why">{RunWords.Why(run, now)}</td><td class="free" data-label="Data">{run.Run.Dataset.Name}</td>
        <td data-label="Began (UTC)">{PageTime.DayAndClock(run.StartedAt)}</td>
        <td class="number" data-label="Took">{PageTime.Span((run.FinishedAt ?? now) - run.StartedAt)}</td></tr>
        """);

    private static Html Earlier(ModelView model, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <details id="earlier-{model.Name}"><summary>{model.Runs.Count - Shown} earlier runs</summary>
        {Runs(model.Runs.Skip(Shown), now, links)}
        </details>
        """);

    private static Html Champion(ModelView model, DateTimeOffset now) => model.Champion is { } champion
        ? Html.Of($"v{champion.To.Number}, {PageTime.Since(champion.At, now)} old")
        : Html.Of($"none yet");

    /// <summary>The word alone while all is well: the sentence is for those who have to look.</summary>
    private static Html Agrees(Agreement? agreement)
    {
        var (words, colour) = agreement?.State switch
        {
            AgreementState.Agree => ("✓ agree", "good"),
            AgreementState.Moving => ("● moving", "running"),
            AgreementState.Differ => ("✕ differ", "bad"),
            _ => ("? unknown", "unknown"),
        };
        return Html.Of($"""
            <div><dt>Git, registry, cluster</dt><dd><span class="state {colour}">{words}</span>{Html.When(
                agreement is { State: not AgreementState.Agree }, () => Html.Of($"<br/><span class=\"said\">{agreement!.Explanation}</span>"))}</dd></div>
            """);
    }

    private static Html LastVerdict(ModelView model, DateTimeOffset now) => model.LastEnded is { } last
        ? Html.Of($"{RunWords.State(last)} {PageTime.Ago(last.FinishedAt ?? last.StartedAt, now)}")
        : Html.Of($"none yet");

    private static string UnderWay(ModelView model)
    {
        var waiting = model.Open.Count(run => run.WaitingFor is not null);
        var running = model.Open.Count() - waiting;
        var parts = new[] { running > 0 ? $"● {running} running" : null, waiting > 0 ? $"▲ {waiting} waiting" : null }.OfType<string>();
        return string.Join(", ", parts.DefaultIfEmpty("nothing"));
    }

    private static Html Link(RunStatus run, ConsoleLinks links) =>
        Html.Of($"<a href=\"{links.Run(run.Run.Id)}\">{run.Run.Id}</a>");
}
