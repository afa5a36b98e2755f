namespace Landfall.Functions.Approve.Asking;

/// <summary>
/// Wakes an orchestration to read what was stored. That stands whatever becomes of this: the orchestration reads it at its
/// next timer too. Since that may be hours away, a message that was lost is sent again.
/// </summary>
internal static class Waking
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <param name="within">How long is tried, also when whoever asked has not waited for the answer.</param>
    /// <returns>Null when it was told, else why not.</returns>
    public static async Task<Exception?> Try(
        DurableTaskClient hub, string instance, string signal, TimeSpan within, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(within, time);
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                await hub.RaiseEventAsync(instance, signal, "look", patience.Token);
                return null;
            }
            catch (Exception failure)
            {
                // An orchestration that is not there or has ended needs no waking.
                if (failure is ArgumentException or InvalidOperationException || !await Waited(pause, time, patience.Token))
                    return failure;
            }
        }
    }

    private static async Task<bool> Waited(TimeSpan pause, TimeProvider time, CancellationToken patience)
    {
        try
        {
            await Task.Delay(pause, time, patience);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
