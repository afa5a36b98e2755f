namespace Landfall.Local.Cluster.Store;

/// <summary>A watch or an exact list asked for a version that is no longer kept: list again and start from there.</summary>
internal sealed class ExpiredVersionException(long asked, long oldest)
    : Exception($"too old resource version: {asked} ({oldest})");
