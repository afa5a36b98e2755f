using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Api;

namespace Landfall.Local.Cluster.Admission;

/// <summary>The usual mistakes in pods and in what makes them.</summary>
internal static class WorkloadValidation
{
    public static IEnumerable<Cause> Pod(JsonNode? spec, string at, string? ownerKind)
    {
        var containers = spec.Items("containers").ToArray();
        if (containers.Length == 0)
            yield return Required($"{at}.containers");
        HashSet<string> names = [];
        foreach (var (list, items) in new[] { ("initContainers", spec.Items("initContainers").ToArray()), ("containers", containers) })
        {
            for (var i = 0; i < items.Length; i++)
            {
                foreach (var cause in Container(items[i], $"{at}.{list}[{i}]", names, spec))
                    yield return cause;
            }
        }
        var policy = spec.Text("restartPolicy");
        if (ownerKind == "Job" && policy is not ("Never" or "OnFailure"))
            yield return new Cause("FieldValueRequired", "Required value: valid values: \"OnFailure\", \"Never\"", $"{at}.restartPolicy");
        else if (ownerKind is "Deployment" or "ReplicaSet" && policy != "Always")
            yield return new Cause("FieldValueNotSupported",
                $"Unsupported value: \"{policy}\": supported values: \"Always\"", $"{at}.restartPolicy");
    }

    public static IEnumerable<Cause> Selector(JsonObject workload)
    {
        var labels = workload.Map("spec", "template", "metadata", "labels");
        var wanted = workload.Map("spec", "selector", "matchLabels");
        if (workload.At("spec", "selector") is null)
            yield return Required("spec.selector");
        if (wanted.Count == 0 || wanted.Any(pair => labels.GetValueOrDefault(pair.Key) != pair.Value))
            yield return new Cause("FieldValueInvalid",
                $"Invalid value: {workload.At("spec", "template", "metadata", "labels")?.ToJsonString() ?? "null"}: " +
                "`selector` does not match template `labels`", "spec.template.metadata.labels");
    }

    private static IEnumerable<Cause> Container(JsonObject container, string at, HashSet<string> names, JsonNode? spec)
    {
        var name = container.Text("name");
        if (string.IsNullOrEmpty(name))
            yield return Required($"{at}.name");
        else if (!names.Add(name))
            yield return new Cause("FieldValueDuplicate", $"Duplicate value: \"{name}\"", $"{at}.name");
        if (string.IsNullOrEmpty(container.Text("image")))
            yield return Required($"{at}.image");
        var volumes = spec.Items("volumes").Select(volume => volume.Text("name")).ToHashSet();
        var mounts = container.Items("volumeMounts").ToArray();
        for (var i = 0; i < mounts.Length; i++)
        {
            if (!volumes.Contains(mounts[i].Text("name")))
                yield return new Cause("FieldValueNotFound", $"Not found: \"{mounts[i].Text("name")}\"", $"{at}.volumeMounts[{i}].name");
        }
    }

    private static Cause Required(string field) => new("FieldValueRequired", "Required value", field);
}
