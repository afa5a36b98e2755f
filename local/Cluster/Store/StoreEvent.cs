using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Store;

internal enum ChangeType { Added, Modified, Deleted }

/// <summary>One committed change. The JSON is text, so that no reader can alter what another one sees.</summary>
internal sealed record StoreEvent(long Version, ChangeType Type, ObjectKey Key, string Json, string? Before)
{
    public JsonObject Object() => JsonNode.Parse(Json)!.AsObject();

    public JsonObject? Previous() => Before is null ? null : JsonNode.Parse(Before)!.AsObject();
}
