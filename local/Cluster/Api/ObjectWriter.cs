using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Admission;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Patch;
using Landfall.Local.Cluster.Store;

namespace Landfall.Local.Cluster.Api;

/// <summary>Who writes, to which part of an object, and whether it counts.</summary>
internal sealed record WriteContext(string Manager, string Subresource = "", bool DryRun = false)
{
    /// <summary>Writes of the server's own controllers: nobody asks later who owned those fields.</summary>
    public static WriteContext Internal { get; } = new("") { };
}

/// <summary>
/// Create, update and delete with the rules all writers share: identity, generation, defaults, validation, finalizers.
/// </summary>
internal sealed class ObjectWriter(ObjectStore store, TimeProvider time)
{
    public ObjectStore Store => store;

    public string Now => JsonReading.Stamp(time.GetUtcNow());

    public StoreResult Create(ApiKind kind, string ns, JsonObject body, WriteContext context)
    {
        var name = NameOf(body);
        return store.Change(new ObjectKey(kind, ns, name), present =>
        {
            if (present is not null)
                throw ApiException.AlreadyExists(kind, name, present.IsDying());
            var made = Prepare(kind, ns, name, body);
            Finish(kind, null, made, context);
            return made;
        }, context.DryRun);
    }

    /// <summary>Replaces an object by what <paramref name="edit"/> makes of it.</summary>
    public StoreResult Update(ApiKind kind, string ns, string name, WriteContext context, Func<JsonObject, JsonObject> edit) =>
        store.Change(new ObjectKey(kind, ns, name), present =>
        {
            if (present is null)
                throw ApiException.NotFound(kind, name);
            var wanted = edit(present.Copy());
            Guard(kind, name, present, wanted);
            Confine(kind, present, wanted, context.Subresource);
            Finish(kind, present, wanted, context);
            return Gone(kind, wanted) ? null : wanted;
        }, context.DryRun);

    public StoreResult Apply(
        ApiKind kind, string ns, string name, JsonObject body, WriteContext context, bool force)
    {
        if (kind.Namespaced)
            RequireNamespace(ns, kind, name, creating: store.Get(kind, ns, name) is null);
        return store.Change(new ObjectKey(kind, ns, name), present =>
        {
            var uid = body.Text("metadata", "uid");
            if (uid is not null && uid != present?.Uid())
                throw ApiException.Invalid(kind, name, [new Cause("FieldValueInvalid",
                    $"Invalid value: \"{uid}\": field is immutable", "metadata.uid")]);
            if (present is not null && body.Text("metadata", "resourceVersion") is { } version
                && version != present.Text("metadata", "resourceVersion"))
            {
                throw ApiException.Stale(kind, name);
            }
            var live = present ?? (context.Subresource.Length > 0 ? throw ApiException.NotFound(kind, name) : null);
            var seed = present is null ? Prepare(kind, ns, name, new JsonObject { ["metadata"] = new JsonObject() }) : null;
            var merged = new ServerSideApply(kind, context.Manager, context.Subresource, force, Now).Apply(
                live ?? seed, body, target =>
                {
                    Stamp(target, present ?? seed!);
                    if (present is not null)
                        Confine(kind, present, target, context.Subresource);
                    Defaults.Apply(kind, target);
                });
            Complete(kind, present, merged);
            return Gone(kind, merged) ? null : merged;
        }, context.DryRun);
    }

    /// <summary>404 when the namespace is absent, 403 when it is going and something new is to be made in it.</summary>
    public void RequireNamespace(string ns, ApiKind kind, string name, bool creating = true)
    {
        var space = store.Get(KindTable.Namespace, "", ns) ?? throw ApiException.NotFound(KindTable.Namespace, ns);
        if (!creating || !space.IsDying())
            return;
        var details = ApiException.Details(kind, name, kind.Plural);
        details["causes"] = ApiException.List(
            [new Cause("NamespaceTerminating", $"namespace {ns} is being terminated", "metadata.namespace")]);
        throw new ApiException(403, "Forbidden", $"{kind.Qualified} \"{name}\" is forbidden: unable to create new content in " +
            $"namespace {ns} because it is being terminated", details);
    }

    public static bool Gone(ApiKind kind, JsonObject target) =>
        target.IsDying() && !target.Texts("metadata", "finalizers").Any()
        && (kind != KindTable.Pod || target.Number("metadata", "deletionGracePeriodSeconds") is null or 0)
        && (kind != KindTable.Namespace || !target.Texts("spec", "finalizers").Any());

    private static string NameOf(JsonObject body)
    {
        if (body.Name() is { Length: > 0 } name)
            return name;
        var prefix = body.Text("metadata", "generateName") ?? "";
        if (prefix.Length == 0)
            return "";
        const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
        return prefix + new string(Random.Shared.GetItems(Alphabet.AsSpan(), 5));
    }

    private JsonObject Prepare(ApiKind kind, string ns, string name, JsonObject body)
    {
        var made = body.Copy();
        made["kind"] = kind.Name;
        made["apiVersion"] = kind.ApiVersion;
        var metadata = made.Child("metadata");
        metadata["name"] = name;
        if (kind.Namespaced)
            metadata["namespace"] = ns;
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Now;
        foreach (var kept in (string[])["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"])
            metadata.Remove(kept);
        if (kind.HasGeneration)
            metadata["generation"] = 1;
        if (kind.HasStatus)
            made.Remove("status");
        return made;
    }

    private static void Guard(ApiKind kind, string name, JsonObject present, JsonObject wanted)
    {
        if (wanted.Text("metadata", "resourceVersion") is { Length: > 0 } version
            && version != present.Text("metadata", "resourceVersion"))
        {
            throw ApiException.Stale(kind, name);
        }
        if (wanted.Uid() is { Length: > 0 } uid && uid != present.Uid())
            throw ApiException.Precondition(kind, name, "UID", uid, present.Uid());
    }

    // The main path does not write status, and /status writes nothing else.
    private static void Confine(ApiKind kind, JsonObject present, JsonObject wanted, string subresource)
    {
        if (subresource == "status")
        {
            foreach (var field in wanted.Select(field => field.Key).Concat(present.Select(field => field.Key))
                .Where(field => field is not ("status" or "metadata")).Distinct().ToArray())
            {
                wanted[field] = present[field]?.DeepClone();
                if (wanted[field] is null)
                    wanted.Remove(field);
            }
            var managed = wanted.At("metadata", "managedFields")?.DeepClone();
            wanted["metadata"] = present["metadata"]!.DeepClone();
            if (managed is not null)
                wanted.Child("metadata")["managedFields"] = managed;
        }
        else if (kind.HasStatus && subresource != "*")
        {
            wanted.Remove("status");
            if (present["status"] is { } status)
                wanted["status"] = status.DeepClone();
        }
        Stamp(wanted, present);
    }

    private static void Stamp(JsonObject wanted, JsonObject present)
    {
        wanted["kind"] = present["kind"]!.DeepClone();
        wanted["apiVersion"] = present["apiVersion"]!.DeepClone();
        var metadata = wanted.Child("metadata");
        foreach (var field in (string[])["name", "namespace", "uid", "creationTimestamp", "generation", "resourceVersion",
            "deletionTimestamp", "deletionGracePeriodSeconds"])
        {
            if (present.At("metadata", field) is { } value)
                metadata[field] = value.DeepClone();
            else
                metadata.Remove(field);
        }
    }

    private void Finish(ApiKind kind, JsonObject? present, JsonObject wanted, WriteContext context)
    {
        Defaults.Apply(kind, wanted);
        Complete(kind, present, wanted);
        if (context.Manager.Length > 0)
            ManagedFields.FollowUpdate(present, wanted, kind, context.Manager,
                context.Subresource == "*" ? "" : context.Subresource, Now);
    }

    private static void Complete(ApiKind kind, JsonObject? present, JsonObject wanted)
    {
        Validation.Check(kind, present, wanted);
        if (present is not null && kind.HasGeneration && !JsonNode.DeepEquals(present["spec"], wanted["spec"]))
            wanted.Child("metadata")["generation"] = (present.Number("metadata", "generation") ?? 0) + 1;
    }
}
