using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Schema;

namespace Landfall.Local.Cluster.Patch;

/// <summary>
/// Server-side apply: a manager states the fields it wants; fields of others are refused (409) or taken by force;
/// fields it states no longer, and that nobody else owns, go.
/// </summary>
internal sealed class ServerSideApply(ApiKind kind, string manager, string subresource, bool force, string now)
{
    private readonly SchemaType _type = KindSchemas.Of(kind.Name);

    /// <summary>The merged object with its managers; <paramref name="complete"/> fills in defaults.</summary>
    public JsonObject Apply(JsonObject? live, JsonObject applied, Action<JsonObject> complete)
    {
        var wanted = ManagedFields.FieldsOf(applied, _type);
        // Status sent to the main path is not written, so it is not owned either.
        if (kind.HasStatus && subresource.Length == 0)
            wanted.Children.Remove("f:status");
        var managers = live is null ? [] : ManagedFields.Read(live);
        var own = managers.Find(entry => entry.Name == manager && entry.Operation == "Apply" && entry.Subresource == subresource);
        var others = managers.Where(entry => entry != own).ToList();
        var before = live?.Copy() ?? [];
        var merged = StructuredMerge.Merge(before, applied, _type)!.AsObject();
        Contest(before, merged, wanted, others);
        if (own is not null)
            GiveUp(merged, own.Fields, wanted, others);
        complete(merged);
        var data = live is not null && SameApartFromManagers(live, merged);
        var unchanged = data && own is not null && own.Fields.Write().ToJsonString() == wanted.Write().ToJsonString();
        var time = unchanged ? own!.Time : data ? own?.Time : now;
        ManagedFields.Write(merged, kind.ApiVersion, [.. others, new Manager(manager, "Apply", subresource, time, wanted)]);
        return merged;
    }

    private void Contest(JsonObject before, JsonObject merged, FieldSet wanted, List<Manager> others)
    {
        List<(Manager Owner, string[] Path)> conflicts = [];
        foreach (var path in wanted.Paths().Where(path => Differs(before, merged, path)))
            conflicts.AddRange(others.Where(other => other.Fields.Contains(path)).Select(other => (other, path)));
        if (conflicts.Count > 0 && !force)
            throw Conflict(conflicts);
        foreach (var (owner, path) in conflicts)
            owner.Fields.Remove(path);
    }

    private bool Differs(JsonObject before, JsonObject merged, string[] path)
    {
        if (path[^1].StartsWith("k:", StringComparison.Ordinal))
            return false;
        var was = FieldSet.TryFind(before, _type, path, out var old);
        var isNow = FieldSet.TryFind(merged, _type, path, out var value);
        return was != isNow || !JsonNode.DeepEquals(old, value);
    }

    private void GiveUp(JsonObject merged, FieldSet had, FieldSet wanted, List<Manager> others)
    {
        foreach (var path in had.Paths().OrderByDescending(path => path.Length))
        {
            if (wanted.Contains(path) || HoldsBelow(wanted, path) || others.Exists(o => o.Fields.Contains(path) || HoldsBelow(o.Fields, path)))
                continue;
            StructuredMerge.Remove(merged, _type, path);
            DropEmpty(merged, path[..^1]);
        }
    }

    private static bool HoldsBelow(FieldSet set, string[] path)
    {
        foreach (var element in path)
        {
            if (!set.Children.TryGetValue(element, out set!))
                return false;
        }
        return set.Children.Count > 0;
    }

    // A map whose last key was given up goes too: the real server leaves no empty labels behind.
    private void DropEmpty(JsonObject merged, string[] path)
    {
        if (path.Length > 0 && FieldSet.TryFind(merged, _type, path, out var value)
            && value is JsonObject { Count: 0 } or JsonArray { Count: 0 })
        {
            StructuredMerge.Remove(merged, _type, path);
        }
    }

    private ApiException Conflict(List<(Manager Owner, string[] Path)> conflicts)
    {
        var causes = conflicts.ConvertAll(conflict => new Cause("FieldManagerConflict",
            conflict.Owner.Described(kind.ApiVersion), FieldSet.Display(conflict.Path)));
        var text = causes.Count == 1
            ? $"Apply failed with 1 conflict: {causes[0].Message}: {causes[0].Field}"
            : $"Apply failed with {causes.Count} conflicts: " + string.Join("\n", causes.GroupBy(cause => cause.Message)
                .Select(group => group.Key.Replace("conflict with", "conflicts with") + ":\n"
                    + string.Join("\n", group.Select(cause => "- " + cause.Field))));
        return new ApiException(409, "Conflict", text, new JsonObject { ["causes"] = ApiException.List(causes) });
    }

    private static bool SameApartFromManagers(JsonObject live, JsonObject merged)
    {
        var (a, b) = (live.Copy(), merged.Copy());
        a.Child("metadata").Remove("managedFields");
        b.Child("metadata").Remove("managedFields");
        return JsonNode.DeepEquals(a, b);
    }
}
