using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Api;

/// <summary>Field selectors: the few fields each kind supports; others are refused as by the real server.</summary>
internal sealed class FieldSelector(IReadOnlyList<(string Field, bool Equal, string Value)> terms)
{
    private static readonly Dictionary<string, string[]> _fields = new()
    {
        ["Pod"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase",
            "status.podIP"],
        ["Job"] = ["status.successful"],
        ["Namespace"] = ["status.phase"],
        ["Secret"] = ["type"],
        ["ReplicaSet"] = ["status.replicas"],
        ["Service"] = ["spec.clusterIP", "spec.type"],
        ["Event"] = ["involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
            "involvedObject.apiVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"],
    };

    public bool IsEmpty => terms.Count == 0;

    public bool Matches(JsonObject target) =>
        terms.All(term => Read(target, term.Field) == term.Value == term.Equal);

    public static FieldSelector Parse(ApiKind kind, string? text)
    {
        List<(string, bool, string)> terms = [];
        foreach (var term in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var unequal = term.Contains("!=", StringComparison.Ordinal);
            var parts = term.Split(unequal ? "!=" : term.Contains("==", StringComparison.Ordinal) ? "==" : "=", 2);
            if (parts.Length != 2)
                throw ApiException.BadRequest($"invalid field selector: '{term}'; can't understand '{term}'");
            var known = parts[0] is "metadata.name" or "metadata.namespace"
                || _fields.GetValueOrDefault(kind.Name, []).Contains(parts[0]);
            if (!known)
                throw ApiException.BadRequest($"field label not supported: {parts[0]}");
            terms.Add((parts[0], !unequal, parts[1]));
        }
        return new FieldSelector(terms);
    }

    private static string Read(JsonObject target, string field)
    {
        if (field == "status.successful")
            return (target.Number("status", "succeeded") ?? 0).ToString();
        if (field == "source")
            return target.Text("source", "component") ?? "";
        var value = ((JsonNode)target).At(field.Split('.'));
        return value is null ? "" : value.Text() ?? value.ToJsonString();
    }
}
