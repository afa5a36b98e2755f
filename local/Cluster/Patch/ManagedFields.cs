using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Schema;

namespace Landfall.Local.Cluster.Patch;

/// <summary>One entry of <c>metadata.managedFields</c>.</summary>
internal sealed record Manager(string Name, string Operation, string Subresource, string? Time, FieldSet Fields)
{
    public string Described(string apiVersion) => Operation == "Apply"
        ? $"conflict with \"{Name}\""
        : $"conflict with \"{Name}\"" + (Subresource.Length > 0 ? $" with subresource \"{Subresource}\"" : "")
            + $" using {apiVersion}";
}

/// <summary>Reads and writes who owns which field, and follows plain writes (operation Update).</summary>
internal static class ManagedFields
{
    private static readonly string[] _unowned =
    [
        "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink",
        "deletionTimestamp", "deletionGracePeriodSeconds",
    ];

    public static List<Manager> Read(JsonObject target) =>
    [
        .. target.Items("metadata", "managedFields").Select(entry => new Manager(
            entry.Text("manager") ?? "", entry.Text("operation") ?? "Update", entry.Text("subresource") ?? "",
            entry.Text("time"), FieldSet.Read(entry["fieldsV1"]))),
    ];

    public static void Write(JsonObject target, string apiVersion, IEnumerable<Manager> managers)
    {
        JsonArray entries = [];
        foreach (var manager in managers.Where(manager => !manager.Fields.IsEmpty)
            .OrderBy(manager => manager.Operation, StringComparer.Ordinal)
            .ThenBy(manager => manager.Time ?? "", StringComparer.Ordinal)
            .ThenBy(manager => manager.Name, StringComparer.Ordinal))
        {
            JsonObject entry = new()
            {
                ["manager"] = manager.Name,
                ["operation"] = manager.Operation,
                ["apiVersion"] = apiVersion,
            };
            if (manager.Time is not null)
                entry["time"] = manager.Time;
            entry["fieldsType"] = "FieldsV1";
            entry["fieldsV1"] = manager.Fields.Write();
            if (manager.Subresource.Length > 0)
                entry["subresource"] = manager.Subresource;
            entries.Add(entry);
        }
        target.Child("metadata").Remove("managedFields");
        if (entries.Count > 0)
            target.Child("metadata")["managedFields"] = entries;
    }

    /// <summary>The fields a body sets, without identity and what the server itself keeps.</summary>
    public static FieldSet FieldsOf(JsonObject body, SchemaType type)
    {
        var set = FieldSet.Of(body, type);
        set.Children.Remove("f:apiVersion");
        set.Children.Remove("f:kind");
        if (set.Children.TryGetValue("f:metadata", out var metadata))
        {
            metadata.Member = false;
            foreach (var name in _unowned)
                metadata.Children.Remove("f:" + name);
            if (metadata.IsEmpty)
                set.Children.Remove("f:metadata");
        }
        return set;
    }

    /// <summary>After a plain write: the writer owns what changed, and nobody owns what is gone.</summary>
    public static void FollowUpdate(
        JsonObject? before, JsonObject after, ApiKind kind, string manager, string subresource, string now)
    {
        var type = KindSchemas.Of(kind.Name);
        var fields = FieldsOf(after, type);
        var changed = new FieldSet();
        var previous = before is null ? new FieldSet() : FieldsOf(before, type);
        foreach (var path in fields.Paths())
        {
            if (before is null || !FieldSet.TryFind(before, type, path, out var old)
                || (FieldSet.TryFind(after, type, path, out var value) && !IsItem(path) && !JsonNode.DeepEquals(old, value)))
            {
                changed.Add(path);
            }
        }
        var gone = previous.Paths().Where(path => !FieldSet.TryFind(after, type, path, out _)).ToList();
        if (changed.IsEmpty && gone.Count == 0)
            return;
        var managers = Read(after);
        foreach (var path in gone)
            managers.ForEach(other => other.Fields.Remove(path, below: true));
        var own = managers.Find(other => other.Name == manager && other.Operation == "Update" && other.Subresource == subresource);
        foreach (var path in changed.Paths())
            managers.ForEach(other => other.Fields.Remove(path));
        if (!changed.IsEmpty)
        {
            var mine = own?.Fields ?? new FieldSet();
            foreach (var path in changed.Paths())
                mine.Add(path);
            if (own is not null)
                managers.Remove(own);
            managers.Add(new Manager(manager, "Update", subresource, now, mine));
        }
        Write(after, kind.ApiVersion, managers);
    }

    private static bool IsItem(string[] path) => path.Length > 0 && path[^1].StartsWith("k:", StringComparison.Ordinal);
}
