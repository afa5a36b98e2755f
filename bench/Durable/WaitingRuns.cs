using System.Diagnostics;
using Landfall.Local.Engine;
using Landfall.Worker.Protobuf;

namespace Landfall.Bench.Durable;

/// <summary>Many runs that wait for an event: what they hold in memory, how fast one wakes, how fast the hub comes back.</summary>
internal sealed record WaitingRuns(
    int Runs, double ManagedMegabytes, double ResidentMegabytes, double IdleMedian, double LoadedMedian, double LoadedP99,
    double RestartMilliseconds)
{
    private const int Wakes = 400;

    public static async Task<WaitingRuns> Measure(string file, int runs)
    {
        var woken = new Wakeups();
        IReadOnlyList<double> idle;
        await using (var few = new EngineRig(file + ".idle", woken.Turn))
        {
            await StartAll(few.Hub, Wakes);
            idle = await WakeSome(few.Hub, woken, Wakes);
        }

        IReadOnlyList<double> loaded;
        double managed, resident;
        await using (var rig = new EngineRig(file, woken.Turn))
        {
            var (managedBefore, residentBefore) = Memory();
            await StartAll(rig.Hub, runs);
            var (managedAfter, residentAfter) = Memory();
            (managed, resident) = (managedAfter - managedBefore, residentAfter - residentBefore);
            loaded = await WakeSome(rig.Hub, woken, Wakes);
        }

        var restart = Stopwatch.StartNew();
        await using (var again = new EngineRig(file, woken.Turn))
            await woken.Time(again.Hub, Id(Wakes));
        return new WaitingRuns(
            runs, managed, resident, Figures.Percentile(idle, 50), Figures.Percentile(loaded, 50),
            Figures.Percentile(loaded, 99), restart.Elapsed.TotalMilliseconds);
    }

    private static string Id(int number) => $"waits-{number:D5}";

    private static async Task StartAll(TaskHub hub, int runs)
    {
        await Task.WhenAll(Enumerable.Range(0, runs).Select(i => hub.StartAsync(BenchFunctions.Wait, null, Id(i))));
        await Task.WhenAll(Enumerable.Range(0, runs).Select(i => hub.WaitForStartAsync(Id(i), payloads: false)));
    }

    private static async Task<IReadOnlyList<double>> WakeSome(TaskHub hub, Wakeups woken, int count)
    {
        List<double> all = [];
        for (var i = 0; i < count; i++) all.Add(await woken.Time(hub, Id(i)));
        return all;
    }

    private static (double Managed, double Resident) Memory()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        using var self = Process.GetCurrentProcess();
        return (managed, self.WorkingSet64 / 1e6);
    }

    /// <summary>Notices when the turn of a raised event reaches the worker.</summary>
    private sealed class Wakeups
    {
        private string? _awaited;
        private TaskCompletionSource<long> _seen = new();

        public void Turn(OrchestratorRequest request)
        {
            if (request.InstanceId == Volatile.Read(ref _awaited) && request.NewEvents.Any(e => e.EventRaised is not null))
                _seen.TrySetResult(Stopwatch.GetTimestamp());
        }

        public async Task<double> Time(TaskHub hub, string id)
        {
            _seen = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _awaited, id);
            var began = Stopwatch.GetTimestamp();
            await hub.RaiseEventAsync(id, BenchFunctions.Event, "1");
            var seen = await _seen.Task;
            await hub.WaitForCompletionAsync(id, payloads: false);
            return Stopwatch.GetElapsedTime(began, seen).TotalMilliseconds;
        }
    }
}
