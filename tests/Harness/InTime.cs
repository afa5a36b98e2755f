using System.Diagnostics;

namespace Landfall.Harness;

/// <summary>Asks again and again until there is an answer, and says what was awaited when there is none.</summary>
internal static class InTime
{
    /// <summary>Generous: other tests run beside these, and a slow machine is no defect.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <param name="look">Null means: not yet.</param>
    /// <param name="what">What is awaited.</param>
    /// <param name="instead">What is seen instead, for the message.</param>
    public static async Task<T> Get<T>(
        Func<Task<T?>> look, string what, Func<Task<string>>? instead = null, TimeSpan? atMost = null)
        where T : class
    {
        var patience = atMost ?? Patience;
        var watch = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        while (watch.Elapsed < patience)
        {
            if (await look() is { } found)
                return found;
            await pause.WaitForNextTickAsync();
        }

        throw new TimeoutException(
            $"not within {patience.TotalSeconds:0} s: {what}{(instead is null ? "" : $"\ninstead: {await instead()}")}");
    }

    public static Task True(Func<Task<bool>> condition, string what, Func<Task<string>>? instead = null) =>
        Get(async () => await condition() ? what : null, what, instead);

    public static Task True(Func<bool> condition, string what, Func<Task<string>>? instead = null) =>
        True(() => Task.FromResult(condition()), what, instead);
}
