using System.Globalization;
using System.Runtime.InteropServices;
using Landfall.Bench.Chaos.Faults;
using Landfall.Harness;
using Landfall.Local.Events;
using Landfall.Local.Host;
using Landfall.Local.Platform;

namespace Landfall.Bench.Chaos;

/// <summary>
/// The platform in a process of its own, as <c>dotnet run --project local</c> starts it, with a hub whose clock runs faster
/// and with faults between its parts.
/// </summary>
internal static class ChaosPlatformProgram
{
    public const string Name = "chaos-platform";

    /// <summary>One line per fault: life, link, ordinal, kind, milliseconds.</summary>
    public const string FaultsFile = "faults.tsv";

    public static PlatformProgram For(ChaosOptions options) => new(
        Environment.ProcessPath!,
        [
            Name, options.Seed.ToString(CultureInfo.InvariantCulture),
            options.Speed.ToString(CultureInfo.InvariantCulture), options.Faults ? "on" : "off",
        ]);

    /// <param name="args">Seed, speed, on or off; then <c>--state FOLDER --ports auto --images FILE</c>.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken stop)
    {
        if (args is not [var seed, var speed, var faults, "--state", var state, "--ports", "auto", "--images", var images])
            throw new ArgumentException($"{Name} is started by chaos, not by hand: {string.Join(' ', args)}");

        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopped.Cancel();
        });
        var (life, from) = Begin(state);
        await using var log = new StreamWriter(new FileStream(
            Path.Combine(state, FaultsFile), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        { AutoFlush = true };
        var written = TextWriter.Synchronized(log);
        var links = new FaultyLinks(
            new(long.Parse(seed, CultureInfo.InvariantCulture), faults == "on" ? FaultRates.Usual : FaultRates.None), life,
            written.WriteLine);

        await using var platform = await LocalPlatform.Start(
            new(state, AutoPorts: true, images)
            {
                HubClock = new ScaledClock(TimeProvider.System, from, double.Parse(speed, CultureInfo.InvariantCulture)),
                Wires = new Wires
                {
                    ToHandler = (app, direct) => new FaultyRequests(links, $"host/{app}", direct),
                    ToTaskHub = new FaultyHub(links),
                },
            },
            stopped.Token);
        platform.Events.Faults = faults == "on" ? new EventFaults { Duplicate = true, Reorder = true } : new();
        await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, stopped.Token));
        return 0;
    }

    /// <summary>Counts this life in; the first one says from when on the hub's clock runs.</summary>
    private static (int Life, DateTimeOffset From) Begin(string state)
    {
        var file = Path.Combine(state, "lives.txt");
        File.AppendAllText(file, $"{TimeProvider.System.GetUtcNow():O}\n");
        var lives = File.ReadAllLines(file);
        return (lives.Length, DateTimeOffset.Parse(lives[0], CultureInfo.InvariantCulture));
    }
}
