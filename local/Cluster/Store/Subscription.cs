using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Landfall.Local.Cluster.Store;

/// <summary>A running watch over the whole store; the reader picks what concerns it.</summary>
internal sealed class Subscription(
    List<JsonObject> initial, long version, ChannelReader<StoreEvent> events, Action end) : IDisposable
{
    public IReadOnlyList<JsonObject> Initial { get; } = initial;

    /// <summary>The version at which the watch was opened.</summary>
    public long Version { get; } = version;

    public ChannelReader<StoreEvent> Events { get; } = events;

    public void Dispose() => end();
}
