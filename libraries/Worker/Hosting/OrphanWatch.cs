using System.Runtime.InteropServices;

namespace Landfall.Worker;

/// <summary>
/// Ends the app when its host is gone. A host that was killed sends no signal, and standard input is at its end from
/// the start, so the parent process is all there is to watch. On Windows the host's job object does this.
/// </summary>
internal sealed class OrphanWatch(
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OrphanWatch> log, StartingParent parent)
    : BackgroundService
{
    /// <summary>Not 0: after that no host ever starts the app again.</summary>
    public const int ExitCode = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (StartingParent.Now() == parent.Id)
                    continue;

                Log.HostIsGone(log, parent.Id);
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

/// <summary>
/// Who started this program, asked before anything else: a host that dies while the program is still starting must be
/// missed too.
/// </summary>
internal sealed partial record StartingParent(int Id)
{
    public static StartingParent Ask() => new(OperatingSystem.IsWindows() ? 0 : Now());

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int Now();
}
