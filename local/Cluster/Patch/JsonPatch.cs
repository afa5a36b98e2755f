using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;

namespace Landfall.Local.Cluster.Patch;

/// <summary>JSON patch (RFC 6902): add, remove, replace, move, copy, test.</summary>
internal static class JsonPatch
{
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        JsonNode result = target.Copy();
        foreach (var operation in operations.OfType<JsonObject>())
            One(result, operation);
        return result.AsObject();
    }

    private static void One(JsonNode root, JsonObject operation)
    {
        var path = Pointer(operation.Text("path"));
        switch (operation.Text("op"))
        {
            case "add": Add(root, path, operation["value"]?.DeepClone()); break;
            case "remove": Remove(root, path); break;
            case "replace":
                Remove(root, path);
                Add(root, path, operation["value"]?.DeepClone());
                break;
            case "copy": Add(root, path, Find(root, Pointer(operation.Text("from")))?.DeepClone()); break;
            case "move":
                var from = Pointer(operation.Text("from"));
                var moved = Find(root, from)?.DeepClone();
                Remove(root, from);
                Add(root, path, moved);
                break;
            case "test":
                if (!JsonNode.DeepEquals(Find(root, path), operation["value"]))
                    throw Failed($"testing path {operation.Text("path")} failed");
                break;
            case var other:
                throw ApiException.BadRequest($"Unexpected kind: {other}: expected add, remove, replace, move, copy or test");
        }
    }

    private static string[] Pointer(string? pointer) =>
        pointer is null || !pointer.StartsWith('/')
            ? throw ApiException.BadRequest($"JSON patch: '{pointer}' is not a path: it must start with '/'")
            : [.. pointer[1..].Split('/').Select(part => part.Replace("~1", "/").Replace("~0", "~"))];

    private static JsonNode? Find(JsonNode root, string[] path)
    {
        JsonNode? node = root;
        foreach (var part in path)
        {
            node = node switch
            {
                JsonObject o => o.TryGetPropertyValue(part, out var value) ? value : throw Missing(path),
                JsonArray a => a[Index(a, part, a.Count - 1)],
                _ => throw Missing(path),
            };
        }
        return node;
    }

    private static void Add(JsonNode root, string[] path, JsonNode? value)
    {
        switch (Find(root, path[..^1]))
        {
            case JsonObject o: o[path[^1]] = value; break;
            case JsonArray a: a.Insert(path[^1] == "-" ? a.Count : Index(a, path[^1], a.Count), value); break;
            default: throw Missing(path);
        }
    }

    private static void Remove(JsonNode root, string[] path)
    {
        switch (Find(root, path[..^1]))
        {
            case JsonObject o when o.Remove(path[^1]): break;
            case JsonArray a: a.RemoveAt(Index(a, path[^1], a.Count - 1)); break;
            default: throw Missing(path);
        }
    }

    private static int Index(JsonArray list, string part, int last) =>
        int.TryParse(part, out var index) && index >= 0 && index <= last
            ? index
            : throw Failed($"index {part} is outside a list of {list.Count}");

    private static ApiException Missing(string[] path) => Failed($"no value at /{string.Join('/', path)}");

    private static ApiException Failed(string message) =>
        new(422, "Invalid", $"the server rejected our request due to an error in our request: {message}", []);
}
