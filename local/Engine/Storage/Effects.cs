namespace Landfall.Local.Engine.Storage;

/// <summary>
/// What a commit changed for those who wait in memory: queues with new work, instances with a new status.
/// </summary>
internal sealed class Effects
{
    public HashSet<QueueKey> Queues { get; } = [];

    public HashSet<string> Instances { get; } = [];

    /// <summary>
    /// Earliest future moment at which something written becomes visible, in ticks; max value for none.
    /// </summary>
    public long NextVisible { get; set; } = long.MaxValue;

    public void Add(Effects other)
    {
        Queues.UnionWith(other.Queues);
        Instances.UnionWith(other.Instances);
        NextVisible = Math.Min(NextVisible, other.NextVisible);
    }
}

/// <summary>A queue: one per lower-cased function name and kind of work.</summary>
internal readonly record struct QueueKey(bool Activity, string Name)
{
    public static QueueKey ForOrchestrator(string name) => new(false, name.ToLowerInvariant());

    public static QueueKey ForActivity(string name) => new(true, name.ToLowerInvariant());
}
