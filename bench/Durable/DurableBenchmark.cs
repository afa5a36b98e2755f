using System.Diagnostics;
using System.Globalization;

namespace Landfall.Bench.Durable;

/// <summary>The worker, the engine and the local host in figures; <c>app</c> is what the host starts for it.</summary>
internal static class DurableBenchmark
{
    private const string App = "app";

    /// <summary>Profiled with <c>perf record</c> and <c>DOTNET_PerfMapEnabled=1</c>; to be read again when a figure moves.</summary>
    private const string Bounds = """
        ## What bounds them

        *One run at a time*: the disk. An activity costs 2.2 commits that wait for each other, most of the time of one; the rest is handing
        over between threads and, over two apps, two HTTP calls. *256 runs at once*: the one writer. Of its processor time 27 % is SQLite,
        27 % our own code and the runtime's libraries, 24 % the kernel's file system, 12 % memory; one commit then holds ten changes and
        more, so the disk is idle most of the time. *Over two apps at 256*: the processor, two cores for the hub, the host and two apps.
        *Start*: loading and compiling. Half of an app's processor time until its first activity is the just-in-time compiler, for some 1,900
        methods of ours and of the runtime's generic code; most of the rest is the runtime loading itself and the web server. Two apps
        that start at once share two cores, and a host that has just begun compiles its own code besides: hence more than twice the
        time of one. *Replay*: reading the protobuf, which is most of it. *Waiting runs*
        cost what SQLite caches: they are rows, and no object in memory stands for one.
        """;

    private static readonly FlowInput Ten = new(10);
    private static readonly (int AtOnce, int Rounds)[] Loads = [(1, 100), (16, 25), (256, 4)];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (arguments is [App]) return AppsRig.RunApp();

        var folder = Directory.CreateTempSubdirectory("landfall-bench-").FullName;
        var results = new ResultFile("durable", "dotnet run -c Release --project bench -- durable");
        try
        {
            var parts = new (string Name, Func<Task> Run)[]
            {
                ("engine", () => Engine(results, folder)),
                ("apps", () => Apps(results, folder)),
                ("start", () => Starts(results, folder)),
                ("replay", () => Replay(results)),
                ("waiting", () => Waiting(results, folder)),
                ("actions", () => Actions(results)),
            };
            foreach (var (name, run) in parts)
            {
                cancellation.ThrowIfCancellationRequested();
                if (arguments.Count == 0 || arguments.Contains(name)) await run();
            }

            results.Say(Bounds);
            if (arguments.Count == 0) results.Write();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Engine(ResultFile results, string folder)
    {
        await using var rig = new EngineRig(Path.Combine(folder, "engine.db"));
        await Flows.Warm(rig.Hub, rig.RunFlow, TimeSpan.FromSeconds(5), Ten);
        List<string[]> rows = [];
        foreach (var (atOnce, rounds) in Loads)
        {
            var raw = RawCommits.PerSecond(folder, TimeSpan.FromSeconds(1));
            rows.Add(Row(await Flows.Measure(rig.Hub, rig.RunFlow, atOnce, rounds, Ten), raw));
        }

        results.Table("Engine alone: ten activities in a row, worker in the same process", Head, rows);
    }

    private static async Task Apps(ResultFile results, string folder)
    {
        var start = await Flows.Milliseconds(1, async () => await (await StartUp(folder)).DisposeAsync());
        await using var rig = await AppsRig.Start(Directory.CreateDirectory(Path.Combine(folder, "apps")).FullName);
        await Flows.Warm(rig.Hub, rig.RunFlow, TimeSpan.FromSeconds(20), Ten);
        List<string[]> rows = [];
        double perActivity = 0;
        foreach (var (atOnce, rounds) in Loads)
        {
            var raw = RawCommits.PerSecond(folder, TimeSpan.FromSeconds(1));
            var pace = await Flows.Measure(rig.Hub, rig.RunFlow, atOnce, rounds, Ten);
            if (atOnce == 1) perActivity = pace.Took.TotalMilliseconds / pace.Did.Activities;
            rows.Add(Row(pace, raw));
        }

        results.Table("Over two apps: the same through the local host, HTTP and two processes", Head, rows);
        var one = await Flows.Milliseconds(40, () => rig.RunFlow(new FlowInput(1)));
        var fan = await Flows.Milliseconds(7, () => rig.RunFlow(new FlowInput(200, AtOnce: true)));
        results.Table(
            "Against the real host (extension on Azurite, two cores)",
            ["figure", "real host", "here", "factor"],
            [
                Against("one activity after another, ms each", 45, perActivity),
                Against("start to Completed with one activity, ms (median of 40)", 100, Figures.Percentile(one, 50)),
                Against("fan-out of 200, ms (median of 7)", 3100, Figures.Percentile(fan, 50)),
                Against("host start to first run completed, two apps, ms", 7600, start[0]),
            ]);
    }

    private static async Task<AppsRig> StartUp(string folder)
    {
        var rig = await AppsRig.Start(Directory.CreateDirectory(Path.Combine(folder, "start")).FullName);
        await rig.RunFlow(new FlowInput(1));
        return rig;
    }

    /// <summary>One app with storage already up; the host itself is warm after the first.</summary>
    private static async Task Starts(ResultFile results, string folder)
    {
        const int Times = 9;
        List<double> ready = [], completed = [];
        List<StartCost> listens = [], called = [];
        for (var time = 0; time <= Times; time++)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, $"start-{time}")).FullName;
            var watch = Stopwatch.StartNew();
            await using var rig = await AppsRig.StartOne(place, Path.Combine(place, "told"));
            var isReady = watch.Elapsed.TotalMilliseconds;
            await rig.RunFlow(new FlowInput(1));
            if (time == 0)
                continue;   // what it teaches the compiler of this process is not the app's
            ready.Add(isReady);
            completed.Add(watch.Elapsed.TotalMilliseconds);
            listens.Add(StartCost.Read(Path.Combine(place, "told"), StartCost.Listens));
            called.Add(StartCost.Read(Path.Combine(place, "told"), StartCost.FirstCall));
        }

        string Median(IEnumerable<double> values) => N(Figures.Percentile(values, 50), "F0");
        results.Table(
            $"Where a start goes: one app, storage already up (medians of {Times})",
            ["figure", "until it listens", "until its first activity ran"],
            [
                ["host start to ready, and to the first run completed, ms", Median(ready), Median(completed)],
                ["the real host to its first request, ms, and how many times that is", "7,600", N(7600 / Figures.Percentile(completed, 50), "F1") + "×"],
                ["the app: process start to its own code, ms", Median(listens.Select(cost => cost.Main)), "-"],
                ["its own code from there, ms", Median(listens.Select(cost => cost.Stage)), Median(called.Select(cost => cost.Stage))],
                ["processor time of all its threads, ms", Median(listens.Select(cost => cost.Busy)), Median(called.Select(cost => cost.Busy))],
                ["of that the compiler, ms", Median(listens.Select(cost => cost.Compiling)), Median(called.Select(cost => cost.Compiling))],
                ["methods compiled", Median(listens.Select(cost => (double)cost.Methods)), Median(called.Select(cost => (double)cost.Methods))],
            ]);
    }

    private static Task Replay(ResultFile results)
    {
        ReplayCost.Of(1_000);   // the compiler is done with what is measured when this has run
        results.Table(
            "Replay per history event, against parsing the same protobuf alone",
            ["events", "parse µs", "replay µs", "replay / parse"],
            new[] { 100, 1_000, 10_000 }.Select(ReplayCost.Of).Select(cost => new[]
            {
                N(cost.Events, "N0"), N(cost.ParseMicroseconds, "F3"), N(cost.ReplayMicroseconds, "F3"),
                N(cost.ReplayMicroseconds / cost.ParseMicroseconds, "F2"),
            }));
        return Task.CompletedTask;
    }

    private static async Task Waiting(ResultFile results, string folder)
    {
        var waiting = await WaitingRuns.Measure(Path.Combine(folder, "waiting.db"), 10_000);
        results.Table(
            "Ten thousand runs that wait for a person",
            ["figure", "measured", "aim"],
            [
                ["added managed memory, MB", N(waiting.ManagedMegabytes, "F1"), "50"],
                ["added resident memory, MB", N(waiting.ResidentMegabytes, "F1"), "-"],
                ["wake-up, a few hundred waiting, median ms", N(waiting.IdleMedian, "F2"), "-"],
                ["wake-up, ten thousand waiting, median ms", N(waiting.LoadedMedian, "F2"), "-"],
                ["wake-up, ten thousand waiting, p99 ms", N(waiting.LoadedP99, "F2"), N(5 * waiting.IdleMedian, "F2")],
                ["restart to the first wake-up, ms", N(waiting.RestartMilliseconds, "F0"), "5,000"],
            ]);
    }

    private static Task Actions(ResultFile results)
    {
        results.Table(
            "What one execution costs, counted in the golden histories",
            ["history", "billed actions", "HTTP calls", "commits"],
            ScheduledActions.ReadAll(Path.Combine(ResultFile.Root, "tests", "histories")).Select(one => new[]
            {
                one.History, N(one.Actions, "N0"), N(one.HttpCalls, "N0"), N(one.Commits, "N0"),
            }));
        return Task.CompletedTask;
    }

    private static readonly string[] Head =
    [
        "runs at once", "activities/s", "raw commits/s", "activities / raw", "commits/s", "commits / raw", "commits per run",
        "calls per run", "CPU ms per activity",
    ];

    private static string[] Row(Pace pace, double raw) =>
    [
        N(pace.AtOnce, "N0"), N(pace.ActivitiesPerSecond, "N0"), N(raw, "N0"), N(pace.ActivitiesPerSecond / raw, "P0"),
        N(pace.CommitsPerSecond, "N0"), N(pace.CommitsPerSecond / raw, "P0"), N(pace.CommitsPerRun, "F1"),
        N(pace.CallsPerRun, "F1"), N(pace.MillisecondsBusy, "F2"),
    ];

    private static string[] Against(string figure, double real, double here) =>
        [figure, N(real, "N0"), N(here, "F1"), N(real / here, "F1") + "×"];

    private static string N(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
