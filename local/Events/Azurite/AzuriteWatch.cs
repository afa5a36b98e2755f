using Microsoft.Extensions.Logging;

namespace Landfall.Local.Events;

/// <summary>Keeps one Azurite running: when it ends unasked, it is started again on the same ports.</summary>
internal sealed class AzuriteWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Func<AzuritePorts, CancellationToken, Task<AzuriteProcess>> start;
    private readonly ILogger log;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;
    private volatile AzuriteProcess process;

    public AzuriteWatch(
        AzuriteProcess process, Func<AzuritePorts, CancellationToken, Task<AzuriteProcess>> start, ILogger log)
    {
        this.process = process;
        this.start = start;
        this.log = log;
        loop = Task.Run(LoopAsync);
    }

    public AzuriteProcess Process => process;

    /// <summary>Looks away and lets Azurite run on, as the end of this process would.</summary>
    public async Task AbandonAsync()
    {
        await stop.CancelAsync();
        await loop;
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        await process.DisposeAsync();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await process.EndAsync(stop.Token);
                log.AzuriteEnded(process.Pid);
                await StartAgainAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: whoever asked ends Azurite itself.
        }
    }

    private async Task StartAgainAsync()
    {
        while (true)
        {
            await Task.Delay(Pause, stop.Token);
            try
            {
                process = await start(process.Ports, stop.Token);
                return;
            }
            catch (LocalStartException failed)
            {
                log.AzuriteNotStarted(failed);
            }
        }
    }
}
