using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>The steps in their order: what is done, what is under way, what is still to come.</summary>
internal static class StepStrip
{
    public static Html Of(RunStatus run) => Html.Of($"""
        <h2>Steps</h2>
        <ol class="strip">{Html.Each(run.Steps, Step)}</ol>
        """);

    private static Html Step(StepStatus step)
    {
        var (mark, word, colour) = step.State switch
        {
            StepState.Done => ("✓", "done", "good"),
            StepState.Running => ("●", "running", "running"),
            StepState.Waiting => ("▲", "waiting", "waiting"),
            StepState.Refused => ("✕", "refused", "bad"),
            StepState.Failed => ("✕", "failed", "bad"),
            StepState.Skipped => ("–", "not needed", "unknown"),
            _ => ("·", "to come", "unknown"),
        };
        return Html.Of($"""
            <li class="{colour}"><span class="state {colour}">{mark} {step.Name}</span>
            <small>{word}{Took(step)}</small>
            {Html.When(step.Detail is not null, () => Html.Of($"<span>{step.Detail}</span>"))}</li>
            """);
    }

    private static string Took(StepStatus step) => step is { StartedAt: { } from, FinishedAt: { } to } && to > from
        ? $", {PageTime.Span(to - from)}"
        : "";
}
