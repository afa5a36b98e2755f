namespace Flights.Traffic;

/// <summary>Generator and reporter together; the last report stands when this ends.</summary>
internal static class TrafficRun
{
    public static async Task<TrafficReport> Start(
        TrafficSettings settings, IReadOnlyList<byte[]> bodies, string? report, TextWriter output, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var tally = new Tally();
        // A report that cannot be written is found out before the first request, not at the end.
        if (report is not null)
            tally.Report().Save(report);
        using var client = new InferenceClient(settings.Endpoint, TimeProvider.System);
        using var ended = new CancellationTokenSource();
        var reporting = new Reporter(tally, report, output, TimeProvider.System).Run(ended.Token);
        await new Generator(settings, bodies, client, tally, TimeProvider.System).Run(stop);
        await ended.CancelAsync();
        await reporting;
        return tally.Report();
    }
}
