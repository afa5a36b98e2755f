using System.Diagnostics;

namespace Landfall.Cluster.Tests;

/// <summary>Asks a condition again and again until it holds or a deadline passes.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<T?> look, string what, int seconds = 20)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            if (look() is { } found)
                return found;
            await Task.Yield();
        }
        throw new TimeoutException($"not within {seconds} s: {what}");
    }

    public static Task HoldsAsync(Func<bool> look, string what, int seconds = 20) =>
        GetAsync(() => look() ? what : null, what, seconds);
}
