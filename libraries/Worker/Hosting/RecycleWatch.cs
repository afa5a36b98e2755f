namespace Landfall.Worker;

/// <summary>
/// Ends the app when its host has started another in its place. A host that finds its files changed starts over within
/// its own process: it makes a new handler, sends the old one nothing more and leaves it running.
/// </summary>
internal sealed class RecycleWatch(
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RecycleWatch> log, Siblings siblings, Traffic traffic)
    : BackgroundService
{
    /// <summary>The host starts an app that ends with this again, and counts no error: no harm where the watch is wrong.</summary>
    public const int ExitCode = 200;

    /// <summary>A call is sent within milliseconds of the host having it; none for so long means there are none.</summary>
    public static readonly TimeSpan QuietFor = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var since = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (siblings.Successor() is not { } successor)
                {
                    since = time.GetTimestamp();
                    continue;
                }

                if (traffic.Idle < QuietFor || time.GetElapsedTime(since) < QuietFor)
                    continue;

                Log.Replaced(log, successor);
                Environment.ExitCode = ExitCode;
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop: nothing left to watch
        }
    }
}
