using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Patch;

/// <summary>JSON merge patch (RFC 7396).</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = (target as JsonObject)?.Copy() ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
                result.Remove(name);
            else
                result[name] = Apply(result[name], value);
        }
        return result;
    }
}
