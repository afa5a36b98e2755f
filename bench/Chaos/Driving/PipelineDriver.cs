using System.Diagnostics;
using Landfall.Bench.Chaos.Stories;
using Landfall.Contracts;
using Landfall.Harness;

namespace Landfall.Bench.Chaos.Driving;

/// <summary>Plays the people of one pipeline: applies, lands, decides, cancels, run after run.</summary>
internal sealed class PipelineDriver(LandfallPlatform platform, HubView hub, TimeSpan patience, Action<string> tell)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Whoever has decided and sees nothing come of it decides again. Nobody should have to.</summary>
    private static readonly TimeSpan DecidesAgain = TimeSpan.FromMinutes(2);

    public async Task Drive(PlannedPipeline pipeline, CancellationToken cancel)
    {
        PlannedRun? held = null;
        foreach (var run in pipeline.Runs)
        {
            await Begin(run, cancel);
            if (held is not null)
            {
                await Until(held, status => status.Verdict is not null, static _ => Task.CompletedTask, cancel);
                platform.Toys.Release(pipeline.Name);
            }

            held = run.Story == Story.Overtaken ? run : null;
            if (held is not null)
                await Until(run, IsTraining, static _ => Task.CompletedTask, cancel);
            else
                await End(run, cancel);
        }
    }

    private async Task Begin(PlannedRun run, CancellationToken cancel)
    {
        if (run.Story == Story.Overtaken)
            platform.Toys.Hold(run.Pipeline);
        await Patiently.Do(() => platform.Runs.Apply(run.Pipeline, StoryDocument.Of(run)), cancel);
        await Patiently.Do(() => platform.Runs.Land(run.Pipeline, run.Dataset, StoryData.Of(run)), cancel);
    }

    private async Task End(PlannedRun run, CancellationToken cancel)
    {
        Visitors? visitors = null;
        Stopwatch? decided = null;
        try
        {
            await Until(run, status => status.Verdict is not null, React, cancel);
        }
        finally
        {
            if (visitors is not null)
                await visitors.DisposeAsync();
        }

        async Task React(RunStatus status)
        {
            var inRollout = status.Steps.Any(step => step is { Name: "rollout", State: StepState.Running });
            if (inRollout && status.Champion is not null)
                visitors ??= new(platform.Addresses["gateway"], run.Pipeline, run.Story == Story.HarmLive ? "z" : "a");
            else if (status.ApprovalId is { } id && status.Steps.Any(step => step is { Name: "approved", State: StepState.Waiting }))
                await DecideOnce(status, id);
        }

        async Task DecideOnce(RunStatus status, string approval)
        {
            if (decided?.Elapsed < DecidesAgain || !platform.Runs.IsAsked(approval))
                return;
            if (decided is not null)
                tell($"{status.Run.Id} ({run.Story}) was decided and still waits: decided again");
            if (await Decide(run.Story, status.Run.Id, approval, cancel))
                decided = Stopwatch.StartNew();
        }
    }

    /// <summary>A decision whose answer was lost is made again, with the same key: it is the same decision.</summary>
    private Task<bool> Decide(Story story, string run, string approval, CancellationToken cancel) => story switch
    {
        Story.Cancel => Patiently.Try(() => platform.Runs.Ask(run, "cancel"), cancel),
        Story.SaidNo => Patiently.Try(() => platform.Runs.Decide(approval, "reject"), cancel),
        _ => Patiently.Try(() => platform.Runs.Decide(approval, "approve"), cancel),
    };

    private bool IsTraining(RunStatus status) =>
        status.Verdict is not null
        || (platform.Toys.Trainings(status.Run.Pipeline).Count > 0
            && status.Steps.Any(step => step is { Name: "trained", State: StepState.Running }));

    private async Task Until(PlannedRun run, Func<RunStatus, bool> wanted, Func<RunStatus, Task> react, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        RunStatus? last = null;
        while (watch.Elapsed < patience)
        {
            var seen = await Patiently.Get(() => hub.Runs(run.Pipeline, cancel), cancel);
            last = seen.LastOrDefault(status => status.Run.Dataset.Name == $"in/{run.Dataset}");
            if (last is not null && wanted(last))
                return;
            if (last is not null)
                await react(last);
            await Task.Delay(Pause, cancel);
        }

        tell($"{run.Pipeline} {run.Dataset} ({run.Story}) is stuck after {patience.TotalMinutes:0} min: {Runs.Tell(last)}");
    }
}
