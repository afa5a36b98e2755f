using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Schema;

/// <summary>A value that does not fit the schema: an unknown field, or a value of another type.</summary>
internal sealed record SchemaFault(string Path, string? UnknownField, string Expected, JsonNode? Value)
{
    /// <summary>The wording of a refused server-side apply.</summary>
    public string ApplyMessage => UnknownField is not null
        ? $"{Path}: field not declared in schema"
        : $"{Path}: expected {Expected}, got {Got()}";

    private string Got() => Value?.GetValueKind() switch
    {
        JsonValueKind.String when Expected.StartsWith("numeric", StringComparison.Ordinal) => "string",
        JsonValueKind.Object => "map",
        JsonValueKind.Array => "list",
        _ => $"&value.valueUnstructured{{Value:{Value?.ToJsonString() ?? "null"}}}",
    };
}

/// <summary>Compares a JSON value with its schema.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<SchemaFault> Faults(JsonNode? value, SchemaType type, string path = "")
    {
        if (value is null || type.Shape == Shape.Any)
            return [];
        return type.Shape switch
        {
            Shape.Struct => value is JsonObject o ? Struct(o, type, path) : [new(path, null, "map", value)],
            Shape.Map => value is JsonObject o
                ? o.SelectMany(p => Faults(p.Value, type.Element(), $"{path}.{p.Key}"))
                : [new(path, null, "map", value)],
            Shape.List => value is JsonArray a
                ? a.SelectMany((item, i) => Faults(item, type.Element(), $"{path}[{i}]"))
                : [new(path, null, "list", value)],
            _ => Scalar(value, type.Shape, path),
        };
    }

    /// <summary>Takes unknown fields out, as the real server does unless told to be strict.</summary>
    public static void Prune(JsonNode? value, SchemaType type)
    {
        if (value is JsonArray list && type.Shape == Shape.List)
        {
            foreach (var item in list)
                Prune(item, type.Element());
        }
        if (value is not JsonObject o || type.Shape is not (Shape.Struct or Shape.Map))
            return;
        foreach (var (name, child) in o.ToArray())
        {
            if (type.Shape == Shape.Struct && !type.Fields.ContainsKey(name))
                o.Remove(name);
            else
                Prune(child, type.Shape == Shape.Map ? type.Element() : type.Fields[name]);
        }
    }

    private static IEnumerable<SchemaFault> Struct(JsonObject value, SchemaType type, string path)
    {
        foreach (var (name, child) in value)
        {
            if (!type.Fields.TryGetValue(name, out var field))
            {
                yield return new SchemaFault($"{path}.{name}", name, "", child);
                continue;
            }
            foreach (var fault in Faults(child, field, $"{path}.{name}"))
                yield return fault;
        }
    }

    private static IEnumerable<SchemaFault> Scalar(JsonNode value, Shape shape, string path)
    {
        var kind = value.GetValueKind();
        var (fits, expected) = shape switch
        {
            Shape.Text => (kind == JsonValueKind.String, "string"),
            Shape.Flag => (kind is JsonValueKind.True or JsonValueKind.False, "boolean"),
            Shape.IntegerOrText => (kind is JsonValueKind.String or JsonValueKind.Number, "string or number"),
            _ => (kind == JsonValueKind.Number, "numeric (int or float)"),
        };
        return fits ? [] : [new SchemaFault(path, null, expected, value)];
    }
}
