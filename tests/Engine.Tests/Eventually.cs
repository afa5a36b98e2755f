using System.Diagnostics;

namespace Landfall.Engine.Tests;

/// <summary>
/// Waits for a condition that another thread brings about; fails after ten seconds with what was awaited.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task True(Func<bool> condition, string awaited)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, $"Not within {Patience.TotalSeconds} s: {awaited}");
            await Task.Yield();
        }
    }
}
