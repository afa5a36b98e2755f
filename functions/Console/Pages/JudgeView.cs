using System.Globalization;
using Landfall.Domain.Statistics;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>What each judge says: the word, the counts with their intervals against the limit, and how much evidence there is.</summary>
internal static class JudgeView
{
    public static Html Of(RunView view) => view.LastLook is not { Readings.Count: > 0 } look
        ? Html.Of($"<p class=\"unknown\">{(view.RolloutIsLive ? "No judge has read anything yet." : "No reading was kept.")}</p>")
        : Html.Of($"""
            <h3>{(view.RolloutIsLive ? "What the judges say" : "What the judges said last")}</h3>
            <p class="soft">At {PageTime.Stamp(look.At)}, step {look.Step}, {look.Samples:N0} observations of the candidate.</p>
            <ul class="judges">{Html.Each(look.Readings.OrderByDescending(reading => reading.Outcome == JudgeOutcome.Harm), Judge)}</ul>
            """);

    /// <summary>A judge in one line, for a table.</summary>
    public static Html InShort(JudgeReading reading)
    {
        var (words, colour) = JudgeWords.Of(reading.Outcome);
        return Html.Of($"<span class=\"state {colour}\" title=\"{reading.Explanation}\">{reading.Name}: {words}</span> ");
    }

    private static Html Judge(JudgeReading reading)
    {
        var (words, colour) = JudgeWords.Of(reading.Outcome);
        return Html.Of($"""
            <li class="{colour}"><p><span class="state {colour}">{reading.Name}: {words}</span>
            <span>{reading.Explanation}</span></p>
            {(reading.Figures is { } figures ? Counts(figures) : Html.Empty)}
            <p class="evidence"><small>evidence of harm {Number(reading.Evidence)}, needs {Number(reading.Needs)}{Safety(reading)}</small>
            {Meter("harm", reading.Evidence, reading.Needs)}{SafetyMeter(reading)}</p></li>
            """);
    }

    /// <summary>Both on one scale, with the dashed line where it would be too much.</summary>
    private static Html Counts(JudgeFigures figures)
    {
        var limit = figures.Champion is { } champion ? Rate(champion) + figures.Limit : figures.Limit;
        var scale = new IntervalPicture(0, new[] { limit, High(figures.Candidate), High(figures.Champion) }.Max() * 1.1);
        return Html.Of($"""
            <div class="counts">{Row("candidate", figures.Candidate, scale, limit)}{Row("champion", figures.Champion, scale, limit)}
            <span class="soft">limit</span><span class="number soft">{PageFigures.Percent(limit)}</span>
            <span class="soft">{(figures.Champion is null ? "fixed" : $"the champion's rate and {figures.Limit * 100:0.##} points")}; bands
            are 95 % intervals</span></div>
            """);
    }

    private static Html Row(string kind, BadOf? counted, IntervalPicture scale, double limit)
    {
        if (counted is not { All: > 0 })
            return Html.Empty;

        var interval = ProportionInterval.Wilson(counted.Bad, counted.All);
        return Html.Of($"""
            <span class="{kind}">{kind}</span>
            <span class="number">{PageFigures.Percent(Rate(counted))} <small>of {counted.All:N0}</small></span>
            {scale.Of(kind, Rate(counted), interval.Low, interval.High, limit: limit)}
            """);
    }

    private static double Rate(BadOf counted) => counted.All == 0 ? 0 : (double)counted.Bad / counted.All;

    private static double High(BadOf? counted) =>
        counted is { All: > 0 } ? ProportionInterval.Wilson(counted.Bad, counted.All).High : 0;

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
}
