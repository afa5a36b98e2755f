using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Api;

/// <summary>How to delete: what the body and the query of a DELETE said.</summary>
internal sealed record DeleteOptions(string? Propagation, int? GraceSeconds, string? Uid, string? Version, bool DryRun)
{
    public static DeleteOptions Read(JsonObject body, ResourceRequest request) => new(
        body.Text("propagationPolicy") ?? (request.Query("propagationPolicy") is { Length: > 0 } p ? p : null),
        body.Number("gracePeriodSeconds") ?? (int.TryParse(request.Query("gracePeriodSeconds"), out var g) ? g : null),
        body.Text("preconditions", "uid"), body.Text("preconditions", "resourceVersion"),
        request.DryRun || body.Texts("dryRun").Any());
}

/// <summary>Deletion: at once, or by a timestamp and finalizers that others work off.</summary>
internal sealed class ObjectDeleter(ObjectStore store, TimeProvider time)
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";

    public StoreResult Delete(ApiKind kind, string ns, string name, DeleteOptions options) =>
        store.Change(new ObjectKey(kind, ns, name), present =>
        {
            if (present is null)
                throw ApiException.NotFound(kind, name);
            if (options.Uid is { } uid && uid != present.Uid())
                throw ApiException.Precondition(kind, name, "UID", uid, present.Uid());
            if (options.Version is { } version && version != present.Text("metadata", "resourceVersion"))
                throw ApiException.Precondition(kind, name, "ResourceVersion", version, present.Text("metadata", "resourceVersion")!);
            Mark(kind, present, options);
            return ObjectWriter.Gone(kind, present) ? null : present;
        }, options.DryRun);

    private void Mark(ApiKind kind, JsonObject target, DeleteOptions options)
    {
        var metadata = target.Child("metadata");
        var grace = kind == KindTable.Pod ? Grace(target, options) : 0;
        if (!target.IsDying())
        {
            metadata["deletionTimestamp"] = JsonReading.Stamp(time.GetUtcNow().AddSeconds(grace));
            metadata["deletionGracePeriodSeconds"] = grace;
            if (kind.HasGeneration)
                metadata["generation"] = (target.Number("metadata", "generation") ?? 0) + 1;
            if (kind == KindTable.Namespace)
                target.Child("status")["phase"] = "Terminating";
        }
        else if (kind == KindTable.Pod && grace < (target.Number("metadata", "deletionGracePeriodSeconds") ?? 0))
        {
            metadata["deletionGracePeriodSeconds"] = grace;
        }
        var finalizer = options.Propagation switch { "Foreground" => Foreground, "Orphan" => Orphan, _ => null };
        if (finalizer is not null && !target.Texts("metadata", "finalizers").Contains(finalizer))
        {
            metadata.Default("finalizers", new JsonArray());
            metadata["finalizers"]!.AsArray().Add(finalizer);
        }
    }

    private static int Grace(JsonObject pod, DeleteOptions options) =>
        pod.Text("spec", "nodeName") is null || pod.Text("status", "phase") is "Succeeded" or "Failed"
            ? 0
            : options.GraceSeconds ?? pod.Number("spec", "terminationGracePeriodSeconds") ?? 30;
}
