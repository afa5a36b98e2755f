using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>All models: who is champion and since when, how the last run ended, what waits for a person.</summary>
internal static class FleetPage
{
    private const int Shown = 5;

    public static Page Of(FleetView fleet, ConsoleLinks links)
    {
        var waiting = fleet.Models.SelectMany(model => model.Open).Where(run => run.WaitingFor is not null).ToList();
        return ConsolePage.Of("Models", links, Html.Of($"""
            <h1>Models</h1>
            {Html.When(waiting.Count > 0, () => Waiting(waiting, fleet.Now, links))}
            {Html.Each(fleet.Models, model => Model(model, fleet.Now, links))}
            {Html.When(fleet.Models.Count == 0, Empty)}
            """), isLive: fleet.Models.Any(model => model.Open.Any()));
    }

    private static Html Empty() => Html.Of($"""
        <p>No model yet. Apply a pipeline; data that lands where it looks starts the first run.</p>
        """);

    private static Html Waiting(IReadOnlyList<RunStatus> runs, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <section class="note waiting" aria-labelledby="waits"><h2 id="waits">Waits for a person</h2>
        <ul>{Html.Each(runs, run => WithReason(run, now, links))}</ul></section>
        """);

    private static Html Model(ModelView model, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <section><h2>{model.Name}</h2><dl class="facts">
        <div><dt>Champion</dt><dd class="champion">{Champion(model, now)}</dd></div>
        <div><dt>Last verdict</dt><dd>{LastVerdict(model, now)}</dd></div>
        <div><dt>Under way</dt><dd>{UnderWay(model)}</dd></div></dl>
        <ul class="links">{Html.Each(model.Runs.Take(Shown), run => WithReason(run, now, links))}</ul>
        {Html.When(model.Runs.Count > Shown, () => Earlier(model, now, links))}
        </section>
        """);

    private static Html Earlier(ModelView model, DateTimeOffset now, ConsoleLinks links) => Html.Of($"""
        <details id="earlier-{model.Name}"><summary>{model.Runs.Count - Shown} earlier runs</summary><ul class="links">
        {Html.Each(model.Runs.Skip(Shown), run => Html.Of($"<li>{Line(run, now, links)}</li>"))}
        </ul></details>
        """);

    private static Html Champion(ModelView model, DateTimeOffset now) => model.Champion is { } champion
        ? Html.Of($"v{champion.To.Number}, {PageTime.Since(champion.At, now)} old")
        : Html.Of($"none yet");

    private static Html LastVerdict(ModelView model, DateTimeOffset now) => model.LastEnded is { } last
        ? Html.Of($"{RunWords.State(last)} {PageTime.Ago(last.FinishedAt ?? last.StartedAt, now)}")
        : Html.Of($"none yet");

    private static Html UnderWay(ModelView model) => model.Open.Any()
        ? Html.Each(model.Open, run => Html.Of($"{RunWords.State(run)} "))
        : Html.Of($"nothing");

    private static Html WithReason(RunStatus run, DateTimeOffset now, ConsoleLinks links) => Html.Of(
        $"<li>{Line(run, now, links)}<br/><span class=\"said\">{RunWords.Why(run, now)}</span></li>");

    private static Html Line(RunStatus run, DateTimeOffset now, ConsoleLinks links) => Html.Of(
        $"{Link(run, links)} {RunWords.State(run)} {PageTime.Ago(run.FinishedAt ?? run.StartedAt, now)}");

    private static Html Link(RunStatus run, ConsoleLinks links) =>
        Html.Of($"<a href=\"{links.Run(run.Run.Id)}\">{run.Run.Id}</a>");
}
