using System.Text.Json;
using Landfall.Contracts;
using Spectre.Console;

namespace Landfall.Cli.Output;

/// <summary>Follows a rollout: moving on a terminal, a line per look in a pipe, an object per change in JSON.</summary>
internal sealed class RolloutWatch(CliHost host, bool json)
{
    private string _shown = "";

    /// <param name="look">Reads the run: by what was asked for first, then by its id.</param>
    public async Task<int> Follow(Func<string?, Task<RolloutSight>> look, CancellationToken cancellation)
    {
        if (!host.IsTerminal || json)
            return await Follow(look, Piped, cancellation);

        return await host.Console.Live(new Text("")).AutoClear(false).StartAsync(live => Follow(look, sight =>
        {
            live.UpdateTarget(new Spectre.Console.Rows(RolloutStatusView.Lines(sight).Select(line => new Text(line))));
            live.Refresh();
        }, cancellation));
    }

    private async Task<int> Follow(
        Func<string?, Task<RolloutSight>> look, Action<RolloutSight> show, CancellationToken cancellation)
    {
        string? id = null;
        while (true)
        {
            var sight = await look(id);
            id = sight.Run.Run.Id;
            show(sight);
            if (sight.Run.Verdict is { } verdict)
                return verdict == Verdict.Promoted ? ExitCodes.Ok : ExitCodes.Problem;

            await Task.Delay(host.Pause, cancellation);
        }
    }

    private void Piped(RolloutSight sight)
    {
        var text = json ? JsonSerializer.Serialize(sight, ContractsJson.Options)
            : sight.Run.Verdict is not null ? Rows.Safe($"{RunView.State(sight.Run)}: {sight.Run.Reason}")
            : sight.Rollout is { } rollout ? RolloutStatusView.Line(rollout)
            : Rows.Safe($"no rollout yet: {RunView.Now(sight.Run)}");
        if (text != _shown)
            host.Line(_shown = text);
    }
}
