using System.Text.Json;
using Landfall.Contracts;
using Spectre.Console;

namespace Landfall.Cli.Output;

/// <summary>Follows one run: a line for each step that ends, one live line on a terminal, one object per change in JSON.</summary>
internal sealed class RunWatch(CliHost host, bool json)
{
    private readonly HashSet<string> _told = [];
    private string _shown = "";

    /// <param name="look">Reads the run: by what was asked for first, then by its id; null while there is none.</param>
    /// <param name="rollout">Reads its rollout; null while there is none.</param>
    public Task<RunStatus> Follow(
        Func<string?, Task<RunStatus?>> look, Func<RunStatus, Task<RolloutSummary?>> rollout,
        CancellationToken cancellation) =>
        host.IsTerminal && !json
            ? host.Console.Status().StartAsync("waiting for a run", status => Follow(
                look, rollout, text => status.Status = Markup.Escape(Fit(text)), cancellation))
            : Follow(look, rollout, Piped, cancellation);

    private async Task<RunStatus> Follow(
        Func<string?, Task<RunStatus?>> look, Func<RunStatus, Task<RolloutSummary?>> rollout, Action<string> now,
        CancellationToken cancellation)
    {
        string? id = null;
        while (true)
        {
            if (await look(id) is { } run)
            {
                if (id is null && !json)
                    host.Line(Rows.Safe($"{run.Run.Id}  {run.Run.Dataset.Name}"));
                id = run.Run.Id;
                Tell(run, json ? null : await rollout(run), now);
                if (run.Verdict is not null)
                    return run;
            }

            await Task.Delay(host.Pause, cancellation);
        }
    }

    private void Tell(RunStatus run, RolloutSummary? rollout, Action<string> now)
    {
        if (json)
        {
            var text = JsonSerializer.Serialize(run, ContractsJson.Options);
            if (text != _shown)
                host.Line(_shown = text);
            return;
        }

        foreach (var step in run.Steps.Where(step => step.FinishedAt is not null && _told.Add(step.Name)))
            host.Line(RunView.StepLine(step));
        if (run.Verdict is null)
            now(RunView.Now(run, rollout));
        else
            host.Line(Rows.Safe($"{RunView.State(run)}: {run.Reason}"));
    }

    /// <summary>A pipe gets a line only when somebody is waited for: everything else is told when it ends.</summary>
    private void Piped(string text)
    {
        if (text == _shown || !text.StartsWith("waiting", StringComparison.Ordinal))
            return;

        _shown = text;
        host.Line($" ▲ {text}");
    }

    private string Fit(string text)
    {
        var most = Math.Max(20, host.Console.Profile.Width - 6);
        return text.Length <= most ? text : text[..(most - 1)] + "…";
    }
}
