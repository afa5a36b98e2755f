using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;

namespace Landfall.Local.Cluster.Api;

/// <summary>The tables <c>kubectl get</c> prints: columns and cells per kind, as recorded.</summary>
internal static class TablePrinter
{
    private const string Workload = "Containers*,Images*,Selector*";

    private static readonly Dictionary<string, string> _columns = new()
    {
        ["Job"] = $"Name,Status,Completions,Duration,Age,{Workload}",
        ["Deployment"] = $"Name,Ready,Up-to-date,Available,Age,{Workload}",
        ["ReplicaSet"] = $"Name,Desired#,Current#,Ready#,Age,{Workload}",
        ["Pod"] = "Name,Ready,Status,Restarts,Age,IP*,Node*,Nominated Node*,Readiness Gates*",
        ["Service"] = "Name,Type,Cluster-IP,External-IP,Port(s),Age,Selector*",
        ["Secret"] = "Name,Type,Data,Age",
        ["ConfigMap"] = "Name,Data,Age",
        ["Namespace"] = "Name,Status,Age",
        ["Event"] = "Last Seen,Type,Reason,Object,Subobject*,Source*,Message,First Seen*,Count*,Name*",
        ["ServiceAccount"] = "Name,Age",
        ["Lease"] = "Name,Holder,Age",
        ["HTTPRoute"] = "Name,Hostnames,Age",
    };

    public static JsonObject Table(
        ApiKind kind, IReadOnlyList<JsonObject> items, string version, DateTimeOffset now, bool columns)
    {
        JsonArray rows = [];
        foreach (var item in items)
        {
            rows.Add(new JsonObject
            {
                ["cells"] = Cells(kind, item, now),
                ["object"] = Representation.Metadata(item),
            });
        }
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = version },
            ["columnDefinitions"] = columns ? Columns(kind) : null,
            ["rows"] = rows,
        };
    }

    private static JsonArray Columns(ApiKind kind) =>
    [
        .. _columns.GetValueOrDefault(kind.Name, "Name,Age").Split(',').Select(column =>
        {
            var name = column.TrimEnd('*', '#');
            return new JsonObject
            {
                ["name"] = name, ["type"] = column.EndsWith('#') ? "integer" : "string",
                ["format"] = name == "Name" ? "name" : "", ["description"] = "", ["priority"] = column.EndsWith('*') ? 1 : 0,
            };
        }),
    ];

    private static JsonArray Cells(ApiKind kind, JsonObject o, DateTimeOffset now)
    {
        var age = Age.Since(o.Time("metadata", "creationTimestamp"), now);
        return kind.Name switch
        {
            "Job" => [o.Name(), JobStatus(o), $"{o.Number("status", "succeeded") ?? 0}/{o.Number("spec", "completions") ?? 1}",
                Duration(o, now), age, .. Template(o)],
            "Deployment" => [o.Name(), $"{o.Number("status", "readyReplicas") ?? 0}/{o.Number("spec", "replicas") ?? 0}",
                o.Number("status", "updatedReplicas") ?? 0, o.Number("status", "availableReplicas") ?? 0, age, .. Template(o)],
            "ReplicaSet" => [o.Name(), o.Number("spec", "replicas") ?? 0, o.Number("status", "replicas") ?? 0,
                o.Number("status", "readyReplicas") ?? 0, age, .. Template(o)],
            "Pod" => [o.Name(), PodReady(o), PodReason.Of(o), Restarts(o), age, o.Text("status", "podIP") ?? "<none>",
                o.Text("spec", "nodeName") ?? "<none>", "<none>", "<none>"],
            "Service" => [o.Name(), o.Text("spec", "type"), o.Text("spec", "clusterIP"), "<none>",
                string.Join(",", o.Items("spec", "ports").Select(p => $"{p.Number("port")}/{p.Text("protocol")}")), age,
                Labels(o.Map("spec", "selector"))],
            "Secret" => [o.Name(), o.Text("type"), o.Map("data").Count, age],
            "ConfigMap" => [o.Name(), o.Map("data").Count + o.Map("binaryData").Count, age],
            "Namespace" => [o.Name(), o.Text("status", "phase"), age],
            "Event" => Event(o, now),
            "Lease" => [o.Name(), o.Text("spec", "holderIdentity") ?? "", age],
            "HTTPRoute" => [o.Name(), o.At("spec", "hostnames")?.ToJsonString() ?? "", age],
            _ => [o.Name(), age],
        };
    }

    private static string JobStatus(JsonObject job) =>
        job.IsTrue("Complete") ? "Complete" : job.IsTrue("Failed") ? "Failed"
        : job.IsDying() ? "Terminating" : job.IsTrue("Suspended") ? "Suspended"
        : job.IsTrue("FailureTarget") ? "FailureTarget" : job.IsTrue("SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";

    private static string Duration(JsonObject job, DateTimeOffset now) => job.Time("status", "startTime") is { } start
        ? Age.Of((job.Time("status", "completionTime") ?? now) - start)
        : "";

    private static JsonNode?[] Template(JsonObject o)
    {
        var containers = o.Items("spec", "template", "spec", "containers").ToArray();
        return
        [
            string.Join(",", containers.Select(container => container.Text("name"))),
            string.Join(",", containers.Select(container => container.Text("image"))),
            Labels(o.Map("spec", "selector", "matchLabels")),
        ];
    }

    private static string PodReady(JsonObject pod)
    {
        var statuses = pod.Items("status", "containerStatuses").ToArray();
        return $"{statuses.Count(status => status.Flag("ready"))}/{pod.Items("spec", "containers").Count()}";
    }

    private static string Restarts(JsonObject pod) => pod.Items("status", "containerStatuses")
        .Sum(status => status.Number("restartCount") ?? 0).ToString();

    private static string Labels(Dictionary<string, string> labels) =>
        labels.Count == 0 ? "<none>" : string.Join(",", labels.Select(pair => $"{pair.Key}={pair.Value}"));

    private static JsonArray Event(JsonObject o, DateTimeOffset now) =>
    [
        Age.Since(o.Time("lastTimestamp"), now), o.Text("type"), o.Text("reason"),
        $"{o.Text("involvedObject", "kind")?.ToLowerInvariant()}/{o.Text("involvedObject", "name")}",
        o.Text("involvedObject", "fieldPath") ?? "", o.Text("source", "component") ?? "", o.Text("message"),
        Age.Since(o.Time("firstTimestamp"), now), o.Number("count") ?? 1, o.Name(),
    ];
}
