using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Pages;

/// <summary>The step that is asked for, and what the judges of the rollout have seen so far.</summary>
internal static class StepView
{
    public static Html Of(StepQuestion? step) => step is null ? Html.Empty : Html.Of($"""
        <h2 id="seen">What the judges saw</h2>
        {(step.Seen is { } look ? Look(look) : Html.Of($"<p class=\"unknown\">No live request has reached it yet.</p>"))}
        """);

    private static Html Look(RolloutLook look) => Html.Of($"""
        <p>At {PageTime.Stamp(look.At)}, {Where(look)}, in {look.Samples:N0} observations of the candidate:</p>
        <ul>{Html.Each(look.Readings, Judge)}</ul>
        """);

    private static string Where(RolloutLook look) => look.Weight == 0 ? "in shadow" : $"at {look.Weight} %";

    private static Html Judge(JudgeReading reading)
    {
        var (words, colour) = JudgeWords.Of(reading.Outcome);
        return Html.Of($"<li><span class=\"state {colour}\">{words}</span> {reading.Name}: {reading.Explanation}</li>");
    }
}
