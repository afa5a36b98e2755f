using System.Runtime.InteropServices;

namespace Landfall.Worker;

/// <summary>
/// Ends the app when its host is gone. A host that was killed sends no signal, and standard input is at its end from
/// the start, so the parent process is all there is to watch. On Windows the host's job object does this.
/// </summary>
internal sealed partial class OrphanWatch(
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OrphanWatch> log, Func<int>? parentOf = null)
    : BackgroundService
{
    /// <summary>Not 0: after that no host ever starts the app again.</summary>
    public const int ExitCode = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Func<int>? _parentOf = parentOf ?? (OperatingSystem.IsWindows() ? null : GetParentProcessId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_parentOf is null)
            return;

        var parent = _parentOf();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (_parentOf() == parent)
                    continue;

                Log.HostIsGone(log, parent);
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

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();
}
