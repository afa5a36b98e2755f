using Landfall.Domain.Records;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Pages;

/// <summary>What people see of runs: the verdict first, then why, then where the evidence is.</summary>
internal static class RunPages
{
    /// <param name="code">The function key the page was opened with: links carry it on, as the host asks for it.</param>
    public static Page Fleet(IReadOnlyList<RunStatus> runs, string? code) => new("Models", Html.Of($"""
        <h1>Models</h1>
        {Html.Each(runs.GroupBy(run => run.Run.Pipeline).OrderBy(group => group.Key, StringComparer.Ordinal), group => Model(group.Key, [.. group], code))}
        {Html.When(runs.Count == 0, () => Html.Of($"<p>No run yet. Data that lands where a pipeline looks starts the first.</p>"))}
        """));

    public static Page Run(RunStatus run, RolloutSummary? rollout, RunRecord record, string? code) => new(run.Run.Id, Html.Of($"""
        <p><a href="{Link("/api/console", code)}">All models</a></p>
        <h1>{run.Run.Id}</h1>
        <p><strong>{State(run)}</strong> · {run.Run.Dataset.Name}, {run.Run.Dataset.Landings} files, attempt {run.Run.Attempt}</p>
        <p>{Why(run)}</p>
        {Html.When(rollout is not null, () => Rollout(rollout!))}
        <h2>Steps</h2>
        <ol>{Html.Each(run.Steps, Step)}</ol>
        <h2>Evidence</h2>
        <ul>
        {Html.When(run.Artifacts?.DataReportPage is not null, () => Html.Of($"<li><a href=\"{Link($"/api/console/runs/{run.Run.Id}/data-report", code)}\">Data report</a></li>"))}
        <li><a href="{Link($"/api/runs/{run.Run.Id}/record", code)}">Record</a>: {record.Check.Explanation}</li>
        </ul>
        """));

    private static Html Model(string name, IReadOnlyList<RunStatus> runs, string? code) => Html.Of($"""
        <h2>{name}</h2>
        <ul>{Html.Each(runs, run => Html.Of($"<li><a href=\"{Link($"/api/console/runs/{run.Run.Id}", code)}\">{run.Run.Id}</a> {State(run)} · <time datetime=\"{Iso(run.StartedAt)}\">{Iso(run.StartedAt)}</time><br>{Why(run)}</li>"))}</ul>
        """);

    private static Html Rollout(RolloutSummary rollout) => Html.Of($"""
        <h2>Rollout</h2>
        <p><strong>{rollout.StepName}</strong>, step {rollout.Step} of {rollout.Steps}, {rollout.Weight} % of live traffic, {rollout.Samples:N0} samples{(rollout.Paused ? ", paused" : "")}</p>
        <p>{rollout.Explanation}</p>
        """);

    private static Html Step(StepStatus step) => Html.Of($"<li>{Mark(step.State)} <strong>{step.Name}</strong> {step.Detail}</li>");

    private static string State(RunStatus run) => run switch
    {
        { Verdict: Verdict.Promoted } => "✓ promoted",
        { Verdict: Verdict.RolledBack } => "↩ rolled back",
        { Verdict: { } verdict } => $"✕ {verdict.ToString().ToLowerInvariant()}",
        { WaitingFor: not null } => "▲ waiting",
        _ => "● running",
    };

    private static string Why(RunStatus run) => run switch
    {
        { Verdict: not null } => run.Reason ?? "no reason was given",
        { WaitingFor: { } waits } => run.WaitingSince is { } since ? $"Waits since {Iso(since)} for {waits}" : $"Waits for {waits}",
        _ => run.Steps.LastOrDefault(step => step.State == StepState.Running) is { } step ? $"{step.Name}: {step.Detail}" : "has begun",
    };

    private static string Mark(StepState state) => state switch
    {
        StepState.Done => "✓",
        StepState.Running => "●",
        StepState.Waiting => "▲",
        StepState.Refused or StepState.Failed => "✕",
        _ => "·",
    };

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Link(string path, string? code) => code is null ? path : $"{path}?code={Uri.EscapeDataString(code)}";
}
