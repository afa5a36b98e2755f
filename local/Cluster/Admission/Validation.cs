using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Landfall.Local.Cluster.Api;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Admission;

/// <summary>Refuses objects that the real server would refuse, in its words where they were recorded.</summary>
internal static partial class Validation
{
    private const int MapDataLimit = 1024 * 1024;

    /// <exception cref="ApiException">422 with every cause.</exception>
    public static void Check(ApiKind kind, JsonObject? before, JsonObject target)
    {
        List<Cause> causes = [.. Name(kind, target.Name())];
        causes.AddRange(kind.Name switch
        {
            "HTTPRoute" => RouteValidation.Check(target),
            "Pod" => WorkloadValidation.Pod(target["spec"], "spec", null),
            "Job" => [.. Job(target), .. WorkloadValidation.Pod(target.At("spec", "template", "spec"), "spec.template.spec", "Job")],
            "Deployment" or "ReplicaSet" =>
            [
                .. WorkloadValidation.Selector(target), .. NotNegative(target, "replicas"),
                .. WorkloadValidation.Pod(target.At("spec", "template", "spec"), "spec.template.spec", kind.Name),
            ],
            "Service" => Ports(target),
            "ConfigMap" => Size(target),
            _ => [],
        });
        if (before is not null)
            causes.AddRange(Immutables.Check(kind, before, target));
        if (causes.Count > 0)
            throw ApiException.Invalid(kind, target.Name(), causes);
    }

    private static IEnumerable<Cause> Name(ApiKind kind, string name)
    {
        if (name.Length == 0)
            return [new("FieldValueRequired", "Required value: name or generateName is required", "metadata.name")];
        if (!Subdomain().IsMatch(name) || name.Length > 253)
            return [new("FieldValueInvalid", $"Invalid value: \"{name}\": a lowercase RFC 1123 subdomain must consist of lower " +
                "case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. " +
                "'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
                "metadata.name")];
        var label = kind.Name is "Job" or "Service" or "Namespace";
        return label && name.Length > 63
            ? [new("FieldValueTooLong", "Too long: may not be more than 63 bytes",
                kind.Name == "Job" ? "spec.template.labels" : "metadata.name")]
            : [];
    }

    private static IEnumerable<Cause> Job(JsonObject job)
    {
        foreach (var cause in (string[])["parallelism", "completions", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"])
        {
            foreach (var found in NotNegative(job, cause))
                yield return found;
        }
        if (job.At("spec", "podFailurePolicy") is not null && job.Text("spec", "template", "spec", "restartPolicy") != "Never")
            yield return new Cause("FieldValueInvalid",
                "Invalid value: only \"Never\" is supported when podFailurePolicy is specified", "spec.template.spec.restartPolicy");
        // Indexed Jobs are refused rather than run as if they were not.
        if (job.Text("spec", "completionMode") != "NonIndexed")
            yield return new Cause("FieldValueNotSupported",
                $"Unsupported value: \"{job.Text("spec", "completionMode")}\": the local cluster runs \"NonIndexed\" Jobs only; " +
                "use a real cluster for Indexed ones", "spec.completionMode");
    }

    private static IEnumerable<Cause> NotNegative(JsonObject target, string field) =>
        target.Number("spec", field) is < 0 and var number
            ? [new("FieldValueInvalid", $"Invalid value: {number}: must be greater than or equal to 0", "spec." + field)]
            : [];

    private static IEnumerable<Cause> Ports(JsonObject service)
    {
        var ports = service.Items("spec", "ports").ToArray();
        if (ports.Length == 0 && service.Text("spec", "clusterIP") != "None")
            yield return new Cause("FieldValueRequired", "Required value", "spec.ports");
        for (var i = 0; i < ports.Length; i++)
        {
            if (ports[i].Number("port") is not (> 0 and < 65536))
                yield return new Cause("FieldValueInvalid",
                    $"Invalid value: {ports[i].Number("port") ?? 0}: must be between 1 and 65535, inclusive", $"spec.ports[{i}].port");
        }
    }

    private static IEnumerable<Cause> Size(JsonObject map) =>
        map.Map("data").Values.Sum(value => System.Text.Encoding.UTF8.GetByteCount(value)) > MapDataLimit
            ? [new("FieldValueTooLong", "Too long: may not be more than 1048576 bytes", "")]
            : [];

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();
}
