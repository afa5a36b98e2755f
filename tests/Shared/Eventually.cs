using System.Diagnostics;

namespace Landfall.Tests;

/// <summary>
/// Asks again and again until something that happens elsewhere has happened, and says what was awaited when it does not.
/// </summary>
/// <remarks>
/// The patience is the same everywhere and long: it only ends tests that fail, and a machine may be busy with other
/// tests. An answer that is being held counts against it too.
/// </remarks>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task True(Func<bool> condition, string awaited) =>
        True(() => Task.FromResult(condition()), () => awaited);

    public static Task True(Func<Task<bool>> condition, string awaited) => True(condition, () => awaited);

    /// <param name="awaited">Asked only in the end, so that it can tell the last that was seen.</param>
    public static async Task True(Func<Task<bool>> condition, Func<string> awaited)
    {
        var clock = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        try
        {
            while (!await condition().WaitAsync(Left(clock)))
            {
                Assert.True(clock.Elapsed < Patience, $"Not within {Patience.TotalSeconds} s: {awaited()}");
                await pause.WaitForNextTickAsync();
            }
        }
        catch (TimeoutException) when (clock.Elapsed >= Patience)
        {
            Assert.Fail($"No answer within {Patience.TotalSeconds} s: {awaited()}");
        }
    }

    /// <summary>The first that is found.</summary>
    public static async Task<T> Found<T>(Func<T?> look, string awaited)
        where T : class
    {
        T? found = null;
        await True(() => (found = look()) is not null, awaited);
        return found!;
    }

    /// <summary>The first that is as wanted.</summary>
    public static async Task<T> Read<T>(Func<Task<T>> read, Func<T, bool> wanted)
    {
        T? last = default;
        await True(async () => wanted(last = await read()), () => $"the last read was {last}");
        return last!;
    }

    private static TimeSpan Left(Stopwatch clock) =>
        Patience > clock.Elapsed ? Patience - clock.Elapsed : TimeSpan.Zero;
}
