using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Schema;

namespace Landfall.Local.Cluster.Patch;

/// <summary>
/// A set of field paths, as <c>fieldsV1</c> writes it: <c>f:name</c>, <c>k:{"name":"a"}</c>, <c>v:"x"</c>; a node
/// with nothing in it, or with <c>.</c>, is itself a member.
/// </summary>
internal sealed class FieldSet
{
    public bool Member { get; set; }

    public SortedDictionary<string, FieldSet> Children { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => !Member && Children.Count == 0;

    public FieldSet this[string element]
    {
        get
        {
            if (!Children.TryGetValue(element, out var child))
                Children[element] = child = new FieldSet();
            return child;
        }
    }

    /// <summary>The paths a value sets: its leaves, and each item of a keyed list.</summary>
    public static FieldSet Of(JsonNode? value, SchemaType type)
    {
        FieldSet set = new();
        if (value is JsonObject o && !type.Atomic && type.Shape is Shape.Struct or Shape.Map && o.Count > 0)
        {
            foreach (var (name, child) in o)
                set.Children["f:" + name] = Of(child, type.Shape == Shape.Map ? type.Element() : type.Field(name));
        }
        else if (value is JsonArray list && type.Shape == Shape.List && type.Merge != ListMerge.Atomic && list.Count > 0)
        {
            foreach (var item in list)
            {
                var child = type.Merge == ListMerge.Set ? new FieldSet() : Of(item, type.Element());
                child.Member = true;
                set.Children[ElementOf(item, type)] = child;
            }
        }
        else
        {
            set.Member = true;
        }
        return set;
    }

    /// <summary>The path element of a list item: its key, or its value in a set.</summary>
    public static string ElementOf(JsonNode? item, SchemaType list)
    {
        if (list.Merge == ListMerge.Set)
            return "v:" + (item?.ToJsonString() ?? "null");
        JsonObject key = [];
        foreach (var part in list.Keys.OrderBy(part => part.Name, StringComparer.Ordinal))
        {
            var value = item.At(part.Name)?.DeepClone() ?? (part.Default is null ? null : JsonValue.Create(part.Default));
            if (value is not null)
                key[part.Name] = value;
        }
        return "k:" + key.ToJsonString();
    }

    public static FieldSet Read(JsonNode? fields)
    {
        FieldSet set = new();
        if (fields is not JsonObject o)
            return set;
        set.Member = o.Count == 0 || o.ContainsKey(".");
        foreach (var (name, child) in o)
        {
            if (name != ".")
                set.Children[name] = Read(child);
        }
        return set;
    }

    public JsonObject Write()
    {
        JsonObject fields = [];
        if (Member && Children.Count > 0)
            fields["."] = new JsonObject();
        foreach (var (name, child) in Children)
            fields[name] = child.Write();
        return fields;
    }

    public bool Contains(IReadOnlyList<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            if (!node.Children.TryGetValue(element, out node!))
                return false;
        }
        return node.Member;
    }

    /// <summary>Every member path.</summary>
    public IEnumerable<string[]> Paths(string[]? prefix = null)
    {
        prefix ??= [];
        if (Member)
            yield return prefix;
        foreach (var (name, child) in Children)
        {
            foreach (var path in child.Paths([.. prefix, name]))
                yield return path;
        }
    }

    public void Add(IReadOnlyList<string> path)
    {
        var node = this;
        foreach (var element in path)
            node = node[element];
        node.Member = true;
    }

    /// <summary>Takes a path out, and everything below it when <paramref name="below"/>.</summary>
    public void Remove(IReadOnlyList<string> path, bool below = false, int depth = 0)
    {
        if (depth == path.Count)
        {
            Member = false;
            if (below)
                Children.Clear();
            return;
        }
        if (!Children.TryGetValue(path[depth], out var child))
            return;
        child.Remove(path, below, depth + 1);
        if (child.IsEmpty)
            Children.Remove(path[depth]);
    }

    /// <summary>The wording of a path in a conflict: <c>.spec.containers[name="a"].image</c>.</summary>
    public static string Display(IEnumerable<string> path) => string.Concat(path.Select(element => element[..2] switch
    {
        "f:" => "." + element[2..],
        "k:" => "[" + string.Join(",", JsonNode.Parse(element[2..])!.AsObject()
            .Select(part => $"{part.Key}={part.Value!.ToJsonString()}")) + "]",
        _ => $"[={element[2..]}]",
    }));

    /// <summary>The value at a path, or undefined (false) if nothing is there.</summary>
    public static bool TryFind(JsonNode? root, SchemaType type, IEnumerable<string> path, out JsonNode? value)
    {
        value = root;
        foreach (var element in path)
        {
            if (element.StartsWith("f:", StringComparison.Ordinal))
            {
                if (value is not JsonObject o || !o.TryGetPropertyValue(element[2..], out value))
                    return false;
                type = type.Shape == Shape.Map ? type.Element() : type.Field(element[2..]);
                continue;
            }
            var list = type;
            var item = (value as JsonArray)?.Where(candidate => ElementOf(candidate, list) == element).Take(1).ToArray();
            if (item is not { Length: 1 })
                return false;
            value = item[0];
            type = type.Element();
        }
        return true;
    }
}
