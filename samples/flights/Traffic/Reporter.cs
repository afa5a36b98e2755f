using System.Globalization;

namespace Flights.Traffic;

/// <summary>Says each second, aloud and in the report file, how it goes.</summary>
internal sealed class Reporter(Tally tally, string? file, TextWriter output, TimeProvider time)
{
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var started = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                Say(time.GetElapsedTime(started));
        }
        catch (OperationCanceledException)
        {
            Say(time.GetElapsedTime(started));
        }
    }

    private void Say(TimeSpan elapsed)
    {
        var report = tally.Report();
        if (file is not null)
            report.Save(file);
        output.WriteLine(Line(elapsed, report));
    }

    private static string Line(TimeSpan elapsed, TrafficReport report)
    {
        var versions = report.ByVersion.Select(pair => string.Create(
            CultureInfo.InvariantCulture,
            $"  {pair.Key}: {pair.Value.Requests} ({pair.Value.Failed} failed, p95 {pair.Value.P95:0.0} ms)"));
        var waiting = report.Requests == 0 && report.BeforeFirstSuccess > 0 ? "  waiting for the first success" : "";
        var kept = report.NotSent > 0 ? $"  {report.NotSent} not sent" : "";
        return $"{(int)elapsed.TotalSeconds,5} s  requests {report.Requests}  failed {report.Failed}"
            + $"{waiting}{kept}{string.Concat(versions)}";
    }
}
