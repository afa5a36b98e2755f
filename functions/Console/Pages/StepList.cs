using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>The steps in their order: what each one found, when and how long; what is still to come in one line.</summary>
internal static class StepList
{
    private const int Width = 1000;

    public static Html Of(RunView view)
    {
        var run = view.Status;
        var end = run.FinishedAt ?? view.Now;
        return Html.Of($"""
            <h2>Steps <small>(times in UTC)</small></h2>
            <ol class="steps">{Html.Each(run.Steps.Where(HasBegun), step => Step(step, run.StartedAt, end))}</ol>
            {Rest(run, "to come", StepState.Pending)}{Rest(run, "not needed", StepState.Skipped)}
            """);
    }

    private static bool HasBegun(StepStatus step) =>
        step.State != StepState.Pending && (step.State != StepState.Skipped || step.Detail is not null);

    private static Html Step(StepStatus step, DateTimeOffset from, DateTimeOffset end)
    {
        var (mark, word, colour) = step.State switch
        {
            StepState.Done => ("✓", "done", "good"),
            StepState.Running => ("●", "running", "running"),
            StepState.Waiting => ("▲", "waiting", "waiting"),
            StepState.Refused => ("✕", "refused", "bad"),
            StepState.Failed => ("✕", "failed", "bad"),
            _ => ("–", "not needed", "unknown"),
        };
        return Html.Of($"""
            <li class="{colour}"><span class="state {colour}">{mark} {step.Name}</span>
            <span class="detail">{step.Detail}</span>
            <small>{word}{Took(step, end)}</small>{Line(step, from, end, colour)}</li>
            """);
    }

    private static Html Took(StepStatus step, DateTimeOffset end) => step switch
    {
        { StartedAt: { } from, FinishedAt: { } to } => Html.Of($", {PageTime.Span(to - from)} from {PageTime.Clock(from)}"),
        { StartedAt: { } from } => Html.Of($", {PageTime.Span(end - from)} from {PageTime.Clock(from)}"),
        _ => Html.Empty,
    };

    /// <summary>When it ran within the run: all lines share one axis.</summary>
    private static Html Line(StepStatus step, DateTimeOffset from, DateTimeOffset end, string colour)
    {
        if (step.StartedAt is not { } begins)
            return Html.Empty;

        var span = Math.Max(1, (end - from).TotalSeconds);
        int X(DateTimeOffset at) => (int)(Math.Clamp((at - from).TotalSeconds / span, 0, 1) * Width);
        var (left, right) = (X(begins), X(step.FinishedAt ?? end));
        return Html.Of($"""
            <svg class="span" viewBox="0 0 {Width} 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="ground" width="{Width}" height="8"/>
            <rect class="{colour}" x="{Math.Min(left, Width - 8)}" width="{Math.Max(8, right - left)}" height="8"/></svg>
            """);
    }

    private static Html Rest(RunStatus run, string words, StepState state)
    {
        var names = run.Steps.Where(step => step.State == state && !HasBegun(step)).Select(step => step.Name).ToList();
        return Html.When(names.Count > 0, () => Html.Of($"<p class=\"soft\">{words}: {string.Join(", ", names)}</p>"));
    }
}
