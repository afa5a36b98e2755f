using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster;

/// <summary>Reading and writing fields of Kubernetes objects without a class per kind.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static int? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? (int)double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
            : null;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValueKind() == JsonValueKind.True;

    /// <summary>The objects of a list; empty when the list is absent.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The strings of a list; empty when the list is absent.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.Select(item => item!.GetValue<string>()) ?? [];

    public static Dictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonObject)?.ToDictionary(p => p.Key, p => p.Value?.GetValue<string>() ?? "") ?? [];

    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Text(path) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>The object under a name, made if it is not there.</summary>
    public static JsonObject Child(this JsonObject node, string name)
    {
        if (node[name] is JsonObject present)
            return present;
        JsonObject made = [];
        node[name] = made;
        return made;
    }

    /// <summary>Sets a field unless it has a value already.</summary>
    public static void Default(this JsonObject node, string name, JsonNode? value)
    {
        if (node[name] is null)
            node[name] = value;
    }

    /// <summary>Seconds of precision, UTC: the form of every time in the API.</summary>
    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Copy(this JsonObject node) => node.DeepClone().AsObject();

    public static string Name(this JsonObject node) => node.Text("metadata", "name") ?? "";

    public static string Namespace(this JsonObject node) => node.Text("metadata", "namespace") ?? "";

    public static string Uid(this JsonObject node) => node.Text("metadata", "uid") ?? "";

    public static bool IsDying(this JsonObject node) => node.Text("metadata", "deletionTimestamp") is not null;

    public static JsonObject? Condition(this JsonObject node, string type) =>
        node.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);

    public static bool IsTrue(this JsonObject node, string condition) =>
        node.Condition(condition).Text("status") == "True";
}
