using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Landfall.Bench.Durable;

/// <summary>Where an app's start goes, told by the app itself.</summary>
/// <param name="Main">Milliseconds from the start of the process until its own code runs: the runtime.</param>
/// <param name="Stage">From there until it listens, or until its first activity has run.</param>
/// <param name="Compiling">Of the processor time of all threads so far, what the compiler took.</param>
/// <param name="Methods">How many methods it compiled so far.</param>
/// <param name="Busy">Processor time of the process so far.</param>
internal sealed record StartCost(double Main, double Stage, double Compiling, long Methods, double Busy)
{
    public const string Listens = "listens";
    public const string FirstCall = "first-call";
    private const string Setting = "BENCH_START_FILE";

    private static long began;
    private static DateTime beganAt;
    private static int called;

    /// <summary>In the app, before anything else.</summary>
    public static void Begin() => (began, beganAt) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);

    public static (string Name, string Value) Into(string file) => (Setting, file);

    /// <summary>In the app: writes how far it is, if it was asked to. The first call counts once.</summary>
    public static void Tell(string stage)
    {
        if (System.Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } file
            || (stage == FirstCall && Interlocked.Exchange(ref called, 1) == 1))
            return;

        using var self = Process.GetCurrentProcess();
        var figures = new[]
        {
            (beganAt - self.StartTime.ToUniversalTime()).TotalMilliseconds, Stopwatch.GetElapsedTime(began).TotalMilliseconds,
            JitInfo.GetCompilationTime().TotalMilliseconds, JitInfo.GetCompiledMethodCount(), self.TotalProcessorTime.TotalMilliseconds,
        };
        File.WriteAllText($"{file}.{stage}", string.Join(' ', figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture))));
    }

    public static StartCost Read(string file, string stage)
    {
        var figures = File.ReadAllText($"{file}.{stage}").Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return new(figures[0], figures[1], figures[2], (long)figures[3], figures[4]);
    }
}
