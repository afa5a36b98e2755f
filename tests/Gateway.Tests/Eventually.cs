using System.Diagnostics;

namespace Landfall.Gateway.Tests;

/// <summary>Waits for something that happens in another task, and says what was awaited when it does not.</summary>
internal static class Eventually
{
    public static async Task True(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        var started = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            Assert.True(started.Elapsed < TimeSpan.FromSeconds(seconds), $"Not within {seconds} s: {what}");
            await pause.WaitForNextTickAsync();
        }
    }

    public static Task True(Func<bool> condition, string what, int seconds = 20) =>
        True(() => Task.FromResult(condition()), what, seconds);
}
