using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Controllers;

/// <summary>Writes Events about objects; an equal one again only counts up.</summary>
internal sealed class EventRecorder(ObjectWriter writer, Action<string> log)
{
    private const int Kept = 1000;

    public void Normal(JsonObject about, string reason, string message, string component, string? field = null) =>
        Record(about, "Normal", reason, message, component, field);

    public void Warning(JsonObject about, string reason, string message, string component, string? field = null) =>
        Record(about, "Warning", reason, message, component, field);

    private void Record(JsonObject about, string type, string reason, string message, string component, string? field)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes($"{about.Uid()}|{type}|{reason}|{message}|{field}")))[..16];
        var ns = about.Namespace() is { Length: > 0 } own ? own : "default";
        var name = $"{about.Name()}.{hash}";
        try
        {
            var present = writer.Store.Get(KindTable.Event, ns, name);
            if (present is not null)
            {
                writer.Update(KindTable.Event, ns, name, WriteContext.Internal, target =>
                {
                    target["count"] = (target.Number("count") ?? 1) + 1;
                    target["lastTimestamp"] = writer.Now;
                    return target;
                });
                return;
            }
            writer.Create(KindTable.Event, ns, Build(about, type, reason, message, component, field, name), WriteContext.Internal);
            Forget(ns);
        }
        catch (ApiException e)
        {
            log($"the event {reason} about {about.Name()} was not written: {e.Message}");
        }
    }

    private JsonObject Build(
        JsonObject about, string type, string reason, string message, string component, string? field, string name)
    {
        JsonObject involved = new()
        {
            ["kind"] = about.Text("kind"),
            ["namespace"] = about.Namespace(),
            ["name"] = about.Name(),
            ["uid"] = about.Uid(),
            ["apiVersion"] = about.Text("apiVersion"),
            ["resourceVersion"] = about.Text("metadata", "resourceVersion"),
        };
        if (field is not null)
            involved["fieldPath"] = field;
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = component },
            ["type"] = type,
            ["firstTimestamp"] = writer.Now,
            ["lastTimestamp"] = writer.Now,
            ["count"] = 1,
            ["reportingComponent"] = component,
            ["reportingInstance"] = "",
        };
    }

    // A real server forgets events after an hour; here the oldest go when a namespace holds too many.
    private void Forget(string ns)
    {
        var all = writer.Store.List(KindTable.Event, ns).Items;
        if (all.Count <= Kept)
            return;
        foreach (var old in all.OrderBy(e => e.Text("lastTimestamp"), StringComparer.Ordinal).Take(all.Count - Kept + 100))
            writer.Store.Change(new Store.ObjectKey(KindTable.Event, ns, old.Name()), _ => null);
    }
}
