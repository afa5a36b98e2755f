using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Admission;

/// <summary>Fields that stay as they were created.</summary>
internal static class Immutables
{
    private static readonly Dictionary<string, string[]> _fields = new()
    {
        ["Job"] = ["selector", "completions", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "template"],
        ["Deployment"] = ["selector"],
        ["ReplicaSet"] = ["selector"],
        ["Service"] = ["clusterIPs"],
    };

    public static IEnumerable<Cause> Check(ApiKind kind, JsonObject before, JsonObject after)
    {
        foreach (var field in _fields.GetValueOrDefault(kind.Name, []))
        {
            var (old, now) = (before.At("spec", field), after.At("spec", field));
            if (field == "template" && NeverStarted(before))
                (old, now) = (WithoutMutable(old), WithoutMutable(now));
            if (!JsonNode.DeepEquals(old, now))
                yield return Fixed("spec." + field, now);
        }
        if (kind.Name == "Secret" && before.Text("type") != after.Text("type"))
            yield return Fixed("type", after["type"]);
        if (kind.Name is "Secret" or "ConfigMap" && before.Flag("immutable")
            && (!JsonNode.DeepEquals(before["data"], after["data"]) || !after.Flag("immutable")))
        {
            yield return new Cause("FieldValueForbidden", "Forbidden: field is immutable when `immutable` is set", "data");
        }
        if (kind.Name == "Pod" && !JsonNode.DeepEquals(PodShape(before), PodShape(after)))
            yield return new Cause("FieldValueForbidden", "Forbidden: pod updates may not change fields other than " +
                "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` " +
                "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 " +
                "if it was previously negative)", "spec");
    }

    private static bool NeverStarted(JsonObject job) => job.Flag("spec", "suspend") && job.Text("status", "startTime") is null;

    private static JsonNode? WithoutMutable(JsonNode? template)
    {
        var copy = template?.DeepClone();
        (copy.At("spec") as JsonObject)?.Remove("nodeSelector");
        (copy.At("spec") as JsonObject)?.Remove("tolerations");
        (copy as JsonObject)?.Remove("metadata");
        foreach (var container in copy.Items("spec", "containers").Concat(copy.Items("spec", "initContainers")))
            container.Remove("resources");
        return copy;
    }

    private static JsonObject PodShape(JsonObject pod)
    {
        var spec = (pod["spec"] as JsonObject)?.Copy() ?? [];
        spec.Remove("activeDeadlineSeconds");
        spec.Remove("tolerations");
        spec.Remove("nodeName");
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
            container.Remove("image");
        return spec;
    }

    private static Cause Fixed(string field, JsonNode? value) =>
        new("FieldValueInvalid", $"Invalid value: {value?.ToJsonString() ?? "null"}: field is immutable", field);
}
