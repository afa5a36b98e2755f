using System.Diagnostics;

namespace Landfall.Bench.Data;

/// <summary>Times by the wall, and how much memory the process had at most meanwhile.</summary>
internal static class Timing
{
    public static double Seconds(Action act)
    {
        var began = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Forgets the peak; where the system cannot, the peak is that of the whole run so far.</summary>
    public static void ForgetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        const string Forget = "/proc/self/clear_refs";
        if (File.Exists(Forget))
            File.WriteAllText(Forget, "5");
    }

    /// <summary>In MiB.</summary>
    public static double PeakMebibytes()
    {
        const string Status = "/proc/self/status";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is not null
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024
            : Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
    }
}
