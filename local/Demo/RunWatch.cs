using Landfall.Contracts;
using Landfall.Local.Terminal;

namespace Landfall.Local.Demo;

/// <summary>Follows one run to its verdict and says each step as it ends.</summary>
internal sealed class RunWatch(PlatformApi api, Func<RunStatus, Task> onChange)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public async Task<RunStatus> Follow(string dataset, TimeSpan atMost, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(atMost);
        var told = new HashSet<string>();
        RunStatus? last = null;
        try
        {
            return await Screen.Live("waiting for the run", async show =>
            {
                while (true)
                {
                    last = (await api.Runs(limit.Token)).FirstOrDefault(run => run.Run.Dataset.Name == dataset);
                    if (last is not null)
                    {
                        Tell(last, told);
                        show(Now(last));
                        await onChange(last);
                        if (last.Verdict is not null)
                            return last;
                    }

                    await Task.Delay(Pause, limit.Token);
                }
            });
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DemoException(
                $"the run of {dataset} had no verdict within {atMost.TotalSeconds:0} s; it was at: "
                + (last is null ? "nothing started" : Now(last)));
        }
    }

    private static void Tell(RunStatus run, HashSet<string> told)
    {
        foreach (var step in run.Steps)
        {
            if (step.FinishedAt is not { } end || !told.Add(step.Name))
                continue;

            var (sign, colour) = Sign(step.State);
            Screen.Step(sign, colour, step.Name, step.Detail ?? "", end - (step.StartedAt ?? end));
        }
    }

    private static string Now(RunStatus run)
    {
        var step = run.Steps.LastOrDefault(s => s.State is StepState.Running or StepState.Waiting);
        return step is null ? run.Run.Id : $"{step.Name}: {run.WaitingFor ?? step.Detail}";
    }

    private static (string Sign, string Colour) Sign(StepState state) => state switch
    {
        StepState.Done => ("✓", "green"),
        StepState.Refused or StepState.Failed => ("✕", "red"),
        StepState.Skipped => ("·", "grey"),
        _ => ("●", "default"),
    };
}
