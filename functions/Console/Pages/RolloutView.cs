using System.Globalization;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>How live traffic moved, and what every judge says of it.</summary>
internal static class RolloutView
{
    public static Html Of(RunView view) =>
        view.Rollout is null && view.Traffic.Count == 0 ? Html.Empty : Html.Of($"""
            <section aria-labelledby="rollout">
            <h2 id="rollout">Rollout: <span class="candidate">{Name(view.Status.Version, "the candidate")}</span> against
            <span class="champion">{Name(view.Status.Champion, "no champion")}</span></h2>
            {Now(view)}
            {WeightPicture.Bar(Weight(view), view.Status.Champion is not null)}
            {Judges(view)}
            {WeightPicture.OverTime(view.Traffic, view.RolloutIsLive ? view.Now : view.Traffic.LastOrDefault()?.At ?? view.Now)}
            </section>
            """);

    private static Html Now(RunView view) => view is { RolloutIsLive: true, Rollout: { } rollout }
        ? Html.Of($"""
            <p><strong>{rollout.StepName}</strong>, step {rollout.Step} of {rollout.Steps},
            {rollout.Phase.ToLowerInvariant()}{(rollout.Paused ? ", paused" : "")},
            {rollout.Samples:N0} observations of the candidate{Ends(rollout)}.</p>
            {Html.When(rollout is { Phase: "Looking", Samples: 0 }, NoTraffic)}
            """)
        : Html.Empty;

    private static string Ends(RolloutSummary rollout) =>
        rollout.EndsAt is { } at ? $"; the step's time is over at {PageTime.Stamp(at)}" : "";

    private static Html NoTraffic() => Html.Of($"""
        <p class="note waiting"><strong>No traffic seen.</strong> The candidate has answered no request in this step. While nobody
        asks the route, nothing can be judged, and the step waits for its samples.</p>
        """);

    private static int? Weight(RunView view) => view switch
    {
        { RolloutIsLive: true, Rollout: { } rollout } => rollout.Weight,
        { Status.Traffic: { } percent } => Math.Max(0, percent),
        { Traffic: [.., var last] } => last.Weight,
        _ => null,
    };

    private static Html Judges(RunView view) => view.LastLook is not { Readings.Count: > 0 } look
        ? Html.Of($"<p class=\"unknown\">{(view.RolloutIsLive ? "No judge has read anything yet." : "No reading was kept.")}</p>")
        : Html.Of($"""
            <h3>{(view.RolloutIsLive ? "What the judges say" : "What the judges said last")}</h3>
            <p class="soft">At {PageTime.Stamp(look.At)}, step {look.Step}, {look.Samples:N0} observations of the candidate.</p>
            <ul class="judges">{Html.Each(look.Readings, Judge)}</ul>
            """);

    private static Html Judge(JudgeReading reading)
    {
        var (words, colour) = reading.Outcome switch
        {
            JudgeOutcome.Harm => ("✕ harm shown", "bad"),
            JudgeOutcome.Safe => ("✓ safe", "good"),
            JudgeOutcome.Undecided => ("● undecided", "running"),
            _ => ("? unknown", "unknown"),
        };
        return Html.Of($"""
            <li class="{colour}"><span class="state {colour}">{reading.Name}: {words}</span>
            <span>{reading.Explanation}</span>
            <small>evidence of harm {Number(reading.Evidence)}, needs {Number(reading.Needs)}{Safety(reading)}</small>
            {Meter("harm", reading.Evidence, reading.Needs)}{SafetyMeter(reading)}</li>
            """);
    }

    private static string Safety(JudgeReading reading) => reading is { Safety: { } safety, SafetyNeeds: { } needs }
        ? $" · of safety {Number(safety)}, needs {Number(needs)}"
        : "";

    private static Html SafetyMeter(JudgeReading reading) => reading is { Safety: { } safety, SafetyNeeds: { } needs }
        ? Meter("safe", safety, needs)
        : Html.Empty;

    /// <summary>Logarithmic, because evidence multiplies; the right edge is what is needed.</summary>
    private static Html Meter(string kind, double evidence, double needs)
    {
        var share = needs > 0 ? Math.Clamp(Math.Log(1 + Math.Max(0, evidence)) / Math.Log(1 + needs), 0, 1) : 0;
        return Html.Of($"""
            <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="ground" width="100" height="4"/>
            <rect class="{kind}" width="{share * 100:0.#}" height="4"/><line class="mark" x1="100" x2="100" y2="4"/></svg>
            """);
    }

    /// <summary>Rounded down: never up to a limit that was not reached.</summary>
    private static string Number(double value) => value switch
    {
        >= 1e6 => "over 1,000,000",
        >= 10 => Math.Floor(value).ToString("N0", CultureInfo.InvariantCulture),
        > 0 and < 0.1 => "under 0.1",
        _ => (Math.Floor(value * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture),
    };

    private static string Name(ModelVersionRef? version, string none) => version is null ? none : $"v{version.Number}";
}
