using System.Diagnostics;
using Landfall.Local.Engine;

namespace Landfall.Bench.Durable;

/// <summary>Runs flows side by side and says how fast they went.</summary>
internal static class Flows
{
    /// <param name="run">Runs one flow to its end.</param>
    /// <param name="atOnce">Runs under way at any time.</param>
    /// <param name="rounds">Runs that each of these places does one after the other.</param>
    public static async Task<Pace> Measure(TaskHub hub, Func<FlowInput, Task> run, int atOnce, int rounds, FlowInput input)
    {
        var before = hub.Counters;
        var busy = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            for (var i = 0; i < rounds; i++) await run(input);
        }));
        return new Pace(atOnce, atOnce * rounds, watch.Elapsed, Environment.CpuUsage.TotalTime - busy, hub.Counters - before);
    }

    /// <summary>
    /// Runs flows until programs are as fast as they get: methods are compiled again only some seconds after their start
    /// (docs/decisions/0007), and what is measured is what runs for days.
    /// </summary>
    public static async Task Warm(TaskHub hub, Func<FlowInput, Task> run, TimeSpan time, FlowInput input)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
            await Measure(hub, run, 16, 4, input);
    }

    public static async Task<IReadOnlyList<double>> Milliseconds(int times, Func<Task> run)
    {
        List<double> all = [];
        for (var i = 0; i < times; i++)
        {
            var watch = Stopwatch.StartNew();
            await run();
            all.Add(watch.Elapsed.TotalMilliseconds);
        }

        return all;
    }

    public static void Check(string id, string status, string? failure)
    {
        if (status != "Completed")
            throw new InvalidOperationException($"Run {id} of the benchmark ended {status}: {failure}");
    }
}

/// <summary>One measured load.</summary>
/// <param name="Busy">Processor time of this process; the apps' own is not in it.</param>
internal sealed record Pace(int AtOnce, int Runs, TimeSpan Took, TimeSpan Busy, TaskHubCounters Did)
{
    public double ActivitiesPerSecond => Did.Activities / Took.TotalSeconds;

    public double CommitsPerSecond => Did.Commits / Took.TotalSeconds;

    /// <summary>Every turn and every activity is one request to an app.</summary>
    public double CallsPerRun => (double)(Did.Turns + Did.Activities) / Runs;

    /// <summary>Processor time of hub and host per activity, its turn included.</summary>
    public double MillisecondsBusy => Busy.TotalMilliseconds / Did.Activities;

    public double CommitsPerRun => (double)Did.Commits / Runs;
}
