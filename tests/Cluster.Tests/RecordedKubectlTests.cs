using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>The requests kubectl was recorded with, sent again in their order: the same status each.</summary>
public sealed class RecordedKubectlTests
{
    // Steps that need what the local cluster refuses on purpose, or objects with names of that recording.
    private static readonly string[] _other =
    [
        "create job", "create configmap", "create namespace", "create token", "auth ", "explain", "top", "exec", "port-forward",
        "run", "replace", "get --chunk", "apply --server-side over", "apply --server-side conflict", "logs", "wait", "describe", "rollout undo", "delete", "get -w", "events", "rollout status", "set image",
    ];

    [Fact]
    public async Task Recorded_kubectl_requests_get_the_recorded_status()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("/api/v1/namespaces/landfall-kubectl",
            "{apiVersion: v1, kind: Namespace, metadata: {name: landfall-kubectl}}");
        List<string> wrong = [];
        var sent = 0;
        foreach (var exchange in Captures.Exchanges("05b-kubectl-calls.json"))
        {
            var step = (string)exchange["step"]!;
            if (Array.Exists(_other, text => step.StartsWith(text, StringComparison.Ordinal)) || exchange["calls"] is not JsonArray calls)
                continue;
            foreach (var call in calls.Select(call => call!.AsObject()).Where(Concerns))
            {
                sent++;
                var status = await SendAsync(cluster, call);
                if (status != (int)call["status"]!)
                    wrong.Add($"{step}: {call["method"]} {call["path"]}: {call["status"]} expected, got {status}");
            }
        }
        Assert.True(sent >= 60, $"only {sent} requests were sent");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool Concerns(JsonObject call)
    {
        var path = (string)call["path"]!;
        return !path.Contains("watch=true") && !path.StartsWith("/openapi/v2", StringComparison.Ordinal)
            && !path.Contains("/nodes") && !path.Contains("metrics.k8s.io") && call["status"] is not null
            && (path.Contains("configmaps") || path.Contains("httproutes") || path.Contains("deployments") || path.Contains("/jobs")
                || path.StartsWith("/api?", StringComparison.Ordinal) || path.StartsWith("/apis?", StringComparison.Ordinal)
                || path.StartsWith("/openapi/v3", StringComparison.Ordinal) || path.StartsWith("/version", StringComparison.Ordinal));
    }

    private static async Task<int> SendAsync(TestCluster cluster, JsonObject call)
    {
        var body = call["body"] is JsonValue text ? text.GetValue<string>() : call["body"]?.ToJsonString();
        var type = (string?)call["headers"]?["Content-Type"] ?? "application/json";
        var (status, _) = await cluster.SendAsync((string)call["method"]!, (string)call["path"]!, body, type);
        return status;
    }
}
