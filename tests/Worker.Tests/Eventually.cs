namespace Landfall.Worker.Tests;

/// <summary>Spins on a condition until a deadline.</summary>
internal static class Eventually
{
    public static void Is(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20)))
            Assert.Fail($"Not within 20 s: {what}");
    }
}
