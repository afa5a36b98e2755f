namespace Landfall.Local.Engine.Storage;

/// <summary>The pause before a crashed work item is tried again.</summary>
internal static class BackOff
{
    /// <summary>First, double, double again, up to the longest; zero when nothing crashed.</summary>
    public static TimeSpan After(int deliveries, TaskHubOptions options) => deliveries <= 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks((long)Math.Min(
            options.MaxBackOff.Ticks, options.FirstBackOff.Ticks * Math.Pow(2, Math.Min(deliveries - 1, 30))));
}
