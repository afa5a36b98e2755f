using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>The order of a Job's states, as a real job controller was recorded to write them.</summary>
public sealed class JobOrderTests
{
    [Theory]
    [InlineData("exit 0", "created; active; uncounted+SuccessCriteriaMet; succeeded+SuccessCriteriaMet+Complete")]
    [InlineData("exit 3", "created; active; uncounted+FailureTarget; failed+FailureTarget+Failed")]
    public async Task States_come_in_the_recorded_order(string script, string expected)
    {
        await using var cluster = await TestCluster.StartAsync();
        var start = (string?)(await cluster.SendAsync("GET", "/apis/batch/v1/namespaces/default/jobs")).Body["metadata"]!["resourceVersion"];
        await cluster.ApplyAsync("/apis/batch/v1/namespaces/default/jobs/order", $$$"""
            {apiVersion: batch/v1, kind: Job, metadata: {name: order}, spec: {backoffLimit: 0, template: {spec: {restartPolicy: Never,
              containers: [{name: main, image: sh, args: ["{{{script}}}"]}]} } } }
            """);
        await Eventually.True(() => cluster.Find("Job", "order")?["status"]?["conditions"] is JsonArray { Count: 2 }, "the Job ends");
        var text = await cluster.Http.GetStringAsync(
            $"/apis/batch/v1/namespaces/default/jobs?watch=true&resourceVersion={start}&timeoutSeconds=1");
        var states = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Word(JsonNode.Parse(line)!["object"]!["status"]!.AsObject())).Distinct();
        Assert.Equal(expected, string.Join("; ", states));
    }

    private static string Word(JsonObject status)
    {
        List<string> words = [];
        foreach (var count in (string[])["active", "succeeded", "failed"])
        {
            if (status[count] is not null)
                words.Add(count);
        }
        if (status["uncountedTerminatedPods"] is JsonObject { Count: > 0 })
            words.Add("uncounted");
        words.AddRange((status["conditions"] as JsonArray ?? []).Select(condition => (string)condition!["type"]!));
        return words.Count == 0 ? "created" : string.Join("+", words);
    }
}
