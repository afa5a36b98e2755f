using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Schema;

namespace Landfall.Local.Cluster.Patch;

/// <summary>
/// Kubernetes' strategic merge patch for built-in kinds: lists merge by key; <c>$patch</c>, <c>$retainKeys</c>,
/// <c>$setElementOrder/x</c> and <c>$deleteFromPrimitiveList/x</c> steer it.
/// </summary>
internal static class StrategicMergePatch
{
    // Where the strategic key differs from the one of server-side apply.
    private static readonly Dictionary<string, string> _keys = new()
    {
        ["ports"] = "containerPort",
        ["conditions"] = "type",
        ["tolerations"] = "",
    };

    public static JsonObject Apply(JsonObject target, JsonObject patch, SchemaType type)
    {
        var result = target.Copy();
        switch (patch.Text("$patch"))
        {
            case "replace": return Clean(patch);
            case "delete": return [];
        }
        if (patch["$retainKeys"] is JsonArray retained)
        {
            var keep = retained.Select(name => name!.GetValue<string>()).ToHashSet();
            foreach (var name in result.Select(field => field.Key).Where(name => !keep.Contains(name)).ToArray())
                result.Remove(name);
        }
        foreach (var (name, value) in patch.Where(field => !field.Key.StartsWith('$')))
        {
            var field = type.Shape == Shape.Map ? type.Element() : type.Field(name);
            if (value is null)
                result.Remove(name);
            else
                result[name] = Value(result[name], value, field, name);
        }
        Directives(result, patch, type);
        return result;
    }

    private static JsonNode? Value(JsonNode? target, JsonNode value, SchemaType type, string name) => value switch
    {
        JsonObject patch => Apply(target as JsonObject ?? [], patch, type),
        JsonArray list when type.Merge == ListMerge.Keyed || name == "conditions" =>
            Keyed(target as JsonArray ?? [], list, type, KeyOf(type, name)),
        JsonArray list when type.Merge == ListMerge.Set =>
            new JsonArray([.. (target as JsonArray ?? []).Concat(list).DistinctBy(item => item?.ToJsonString())
                .Select(item => item?.DeepClone())]),
        _ => value.DeepClone(),
    };

    private static string KeyOf(SchemaType type, string name) =>
        type.Keys.Count > 0 ? type.Keys[0].Name : _keys.GetValueOrDefault(name, "name");

    private static JsonArray Keyed(JsonArray target, JsonArray patch, SchemaType type, string key)
    {
        if (patch.OfType<JsonObject>().Any(item => item.Text("$patch") == "replace" && item.Count == 1))
            return [.. patch.OfType<JsonObject>().Where(item => !item.ContainsKey("$patch")).Select(Clean)];
        var result = target.DeepClone().AsArray();
        List<JsonObject> added = [];
        foreach (var item in patch.OfType<JsonObject>())
        {
            var found = result.FirstOrDefault(present => JsonNode.DeepEquals(present.At(key), item[key])) as JsonObject;
            if (item.Text("$patch") == "delete")
            {
                if (found is not null)
                    result.Remove(found);
            }
            else if (found is null)
            {
                added.Add(Apply([], item, type.Element()));
            }
            else
            {
                result[result.IndexOf(found)] = Apply(found, item, type.Element());
            }
        }
        return Interleave(target, [.. result.OfType<JsonObject>()], added, patch, key);
    }

    // Patched items keep the patch's order, untouched ones theirs; a new item comes before an untouched one.
    private static JsonArray Interleave(JsonArray target, List<JsonObject> kept, List<JsonObject> added, JsonArray patch, string key)
    {
        int At(JsonArray list, JsonObject item)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (JsonNode.DeepEquals(list[i].At(key), item[key]))
                    return i;
            }
            return -1;
        }
        Queue<JsonObject> patched = new(kept.Where(item => At(patch, item) >= 0).Concat(added).OrderBy(item => At(patch, item)));
        Queue<JsonObject> untouched = new(kept.Where(item => At(patch, item) < 0));
        JsonArray merged = [];
        while (patched.Count + untouched.Count > 0)
        {
            var second = patched.Count == 0
                || (untouched.Count > 0 && At(target, patched.Peek()) > At(target, untouched.Peek()));
            merged.Add((second ? untouched : patched).Dequeue().DeepClone());
        }
        return merged;
    }

    private static void Directives(JsonObject result, JsonObject patch, SchemaType type)
    {
        foreach (var (name, value) in patch)
        {
            if (value is not JsonArray list || name.IndexOf('/') is not (> 0 and var slash))
                continue;
            var field = name[(slash + 1)..];
            if (result[field] is not JsonArray present)
                continue;
            if (name.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal))
                result[field] = new JsonArray([.. present.Where(item => !list.Any(gone => JsonNode.DeepEquals(gone, item)))
                    .Select(item => item?.DeepClone())]);
            else if (name.StartsWith("$setElementOrder/", StringComparison.Ordinal))
                result[field] = Order(present, list, KeyOf(type.Field(field), field));
        }
    }

    private static JsonArray Order(JsonArray present, JsonArray order, string key)
    {
        int Rank(JsonNode? item)
        {
            for (var i = 0; i < order.Count; i++)
            {
                var same = order[i] is JsonObject wanted
                    ? JsonNode.DeepEquals(wanted[key], item.At(key))
                    : JsonNode.DeepEquals(order[i], item);
                if (same)
                    return i;
            }
            return int.MaxValue;
        }
        return [.. present.OrderBy(Rank).Select(item => item?.DeepClone())];
    }

    private static JsonObject Clean(JsonObject patch)
    {
        var clean = patch.Copy();
        foreach (var name in clean.Select(field => field.Key).Where(name => name.StartsWith('$')).ToArray())
            clean.Remove(name);
        return clean;
    }
}
