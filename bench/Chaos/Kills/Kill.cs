namespace Landfall.Bench.Chaos.Kills;

internal enum KillTarget
{
    /// <summary>The handler of one app.</summary>
    App,

    /// <summary>One program in a pod: a trainer, a server, an agent.</summary>
    Program,

    /// <summary>A pod with all its programs, as when its node is lost.</summary>
    Pod,

    /// <summary>Engine, host, events, API server and gateway, which are one process here; apps and pods are left behind.</summary>
    Platform,

    /// <summary>All of it, but for storage.</summary>
    Everything,
}

/// <param name="After">How long after the kill before it.</param>
/// <param name="Pick">From 0 up to 1: which of those that run then.</param>
internal sealed record Kill(TimeSpan After, KillTarget Target, double Pick);
