using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Schema;

namespace Landfall.Local.Cluster.Patch;

/// <summary>Lays an applied configuration over the live object, list items by their keys.</summary>
internal static class StructuredMerge
{
    public static JsonNode? Merge(JsonNode? live, JsonNode? applied, SchemaType type)
    {
        if (applied is JsonObject patch && live is JsonObject target && !type.Atomic && type.Shape is Shape.Struct or Shape.Map)
        {
            var merged = ((JsonObject)live!).Copy();
            foreach (var (name, value) in (JsonObject)applied!)
                merged[name] = Merge(merged[name], value, type.Shape == Shape.Map ? type.Element() : type.Field(name));
            return merged;
        }
        if (applied is JsonArray items && live is JsonArray present && type.Merge != ListMerge.Atomic)
            return List(present, items, type);
        return applied?.DeepClone();
    }

    /// <summary>Takes the value at a path out; a list item is removed whole.</summary>
    public static void Remove(JsonNode? root, SchemaType type, string[] path)
    {
        if (!FieldSet.TryFind(root, type, path[..^1], out var parent))
            return;
        if (path[^1].StartsWith("f:", StringComparison.Ordinal))
        {
            (parent as JsonObject)?.Remove(path[^1][2..]);
            return;
        }
        var list = path[..^1].Aggregate(type, Step);
        if (parent is JsonArray items
            && items.FirstOrDefault(item => FieldSet.ElementOf(item, list) == path[^1]) is { } found)
        {
            items.Remove(found);
        }
    }

    public static SchemaType Step(SchemaType type, string element) =>
        element.StartsWith("f:", StringComparison.Ordinal) && type.Shape != Shape.Map
            ? type.Field(element[2..])
            : type.Element();

    // The applied order comes first for the items applied; others keep their place behind them.
    private static JsonArray List(JsonArray live, JsonArray applied, SchemaType type)
    {
        var before = live.ToDictionary(item => FieldSet.ElementOf(item, type), item => item);
        JsonArray merged = [];
        HashSet<string> done = [];
        foreach (var item in applied)
        {
            var key = FieldSet.ElementOf(item, type);
            done.Add(key);
            merged.Add(Merge(before.GetValueOrDefault(key), item, type.Element()));
        }
        foreach (var item in live.Where(item => !done.Contains(FieldSet.ElementOf(item, type))))
            merged.Add(item?.DeepClone());
        return merged;
    }
}
