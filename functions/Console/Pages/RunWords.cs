using Landfall.Domain.Experiments;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>A run's state as word, shape and colour, and the sentence that says why.</summary>
internal static class RunWords
{
    public static Html State(RunStatus run)
    {
        var (words, colour) = run switch
        {
            { Verdict: Verdict.Promoted } => ("✓ promoted", "good"),
            { Verdict: Verdict.RolledBack } => ("↩ rolled back", "bad"),
            { Verdict: Verdict.Rejected } => ("✕ refused", "bad"),
            { Verdict: Verdict.Failed } => ("✕ failed", "bad"),
            { Verdict: Verdict.Evaluated } => ("◇ evaluated", "unknown"),
            { Verdict: { } verdict } => ($"✕ {verdict.ToString().ToLowerInvariant()}", "unknown"),
            { WaitingFor: not null } => ($"▲ {Waiting(run)}", "waiting"),
            _ => ("● running", "running"),
        };
        return Html.Of($"<strong class=\"state {colour}\">{words}{(Experiment.Is(run.Run) ? " (experiment)" : "")}</strong>");
    }

    /// <summary>A running rollout knows best; else the step under way.</summary>
    public static Html Why(RunView view) =>
        view.RolloutIsLive ? Rollout(view.Rollout!) : Why(view.Status, view.Now);

    public static Html Why(RunStatus run, DateTimeOffset now) => run switch
    {
        { Verdict: not null } => Html.Text(run.Reason ?? "No reason was given."),
        { WaitingFor: { } waits, WaitingSince: { } since } =>
            Html.Of($"Waits {PageTime.Since(since, now)} for {waits}. {EndsWith(run)}"),
        { WaitingFor: { } waits } => Html.Of($"Waits for {waits}. {EndsWith(run)}"),
        _ => run.Steps.LastOrDefault(step => step.State == StepState.Running) is { } step
            ? Html.Of($"{step.Name}: {step.Detail ?? "under way"}")
            : Html.Of($"It has begun; no step has reported yet."),
    };

    public static bool IsWaitingAt(RunStatus run, string step) =>
        run.Verdict is null && run.Steps.Any(known => known.Name == step && known.State == StepState.Waiting);

    private static Html Rollout(RolloutSummary rollout) => Html.Of(
        $"Rollout at {rollout.StepName}, step {rollout.Step} of {rollout.Steps}: {rollout.Explanation}.{Waits(rollout)}");

    private static string Waits(RolloutSummary rollout) => rollout.WaitsFor is { } waits ? $" Waits for: {waits}." : "";

    private static string Waiting(RunStatus run) =>
        IsWaitingAt(run, "approved") ? "waiting for approval"
        : IsWaitingAt(run, "checked") ? "waiting for outside checks"
        : IsWaitingAt(run, "validated") ? "in quarantine, waiting for a person"
        : "waiting";

    private static string EndsWith(RunStatus run) =>
        IsWaitingAt(run, "approved") ? "Each of them has a personal link, and decides there."
        : IsWaitingAt(run, "checked") ? "Its systems answer by themselves; what gives no answer in time is decided as the pipeline says."
        : IsWaitingAt(run, "validated") ? "A release lets the data pass, a refusal ends the run; without either it is refused when the time is over."
        : "";
}
