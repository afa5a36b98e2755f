using System.Net;
using System.Text.Json.Nodes;

namespace Landfall.Cluster.Tests;

/// <summary>Access, errors, lists and watches on the wire.</summary>
public sealed class ApiTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private static string Map(string name, string labels = "{}") =>
        $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}, labels: {labels}}}}}";

    [Theory]
    [InlineData("Authorization", "Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "", HttpStatusCode.Forbidden)]
    [InlineData("Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    public async Task Strangers_are_refused(string header, string value, HttpStatusCode expected)
    {
        await using var cluster = await TestCluster.StartAsync();
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Get, cluster.Cluster.Url + Maps);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + cluster.Cluster.Token);
        request.Headers.Remove(header);
        if (value.Length > 0)
            request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Protobuf_is_refused_with_what_to_do_instead()
    {
        await using var cluster = await TestCluster.StartAsync();
        var (status, body) = await cluster.SendAsync("POST", Maps, "k8s", "application/vnd.kubernetes.protobuf");
        Assert.Equal(415, status);
        Assert.Contains("kubectl apply -f", (string?)body["message"]);
    }

    [Fact]
    public async Task Pages_hold_every_object_once()
    {
        await using var cluster = await TestCluster.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
            await cluster.ApplyAsync($"{Maps}/{name}", Map(name));
        var (_, first) = await cluster.SendAsync("GET", Maps + "?limit=2");
        Assert.Equal(1, (int?)first["metadata"]!["remainingItemCount"]);
        var token = Uri.EscapeDataString((string)first["metadata"]!["continue"]!);
        var (_, second) = await cluster.SendAsync("GET", $"{Maps}?limit=2&continue={token}");
        var names = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => (string?)item!["metadata"]!["name"]);
        Assert.Equal(["a", "b", "c"], names);
    }

    [Fact]
    public async Task A_selector_watch_turns_no_longer_matching_into_deleted()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync($"{Maps}/a", Map("a", "{x: y}"));
        var version = (string?)(await cluster.SendAsync("GET", Maps)).Body["metadata"]!["resourceVersion"];
        await cluster.ApplyAsync($"{Maps}/a", Map("a", "{x: z}"));
        var lines = await WatchAsync(cluster, $"{Maps}?watch=true&labelSelector=x%3Dy&resourceVersion={version}&timeoutSeconds=1");
        Assert.Equal("DELETED", (string?)Assert.Single(lines)["type"]);
    }

    [Fact]
    public async Task Initial_events_end_with_an_annotated_bookmark()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync($"{Maps}/a", Map("a"));
        var lines = await WatchAsync(cluster, Maps + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan" +
            "&allowWatchBookmarks=true&timeoutSeconds=1");
        Assert.Equal(["ADDED", "BOOKMARK"], lines.Take(2).Select(line => (string)line["type"]!));
        Assert.Equal("true", (string?)lines[1]["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]);
    }

    [Fact]
    public async Task After_a_restart_an_old_version_is_expired_and_objects_are_still_there()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-cluster").FullName;
        var before = await TestCluster.StartAsync(folder);
        await before.ApplyAsync($"{Maps}/a", Map("a"));
        await before.Cluster.AbandonAsync();
        await using var after = await TestCluster.StartAsync(folder);
        Assert.NotNull(after.Find("ConfigMap", "a"));
        var line = Assert.Single(await WatchAsync(after, Maps + "?watch=true&resourceVersion=1&timeoutSeconds=1"));
        Assert.Equal("ERROR", (string?)line["type"]);
        Assert.Equal(410, (int?)line["object"]!["code"]);
    }

    [Fact]
    public async Task Deleting_a_job_in_the_background_takes_its_pods_along()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.ApplyAsync("/apis/batch/v1/namespaces/default/jobs/j", """
            {apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {template: {spec: {restartPolicy: Never,
              terminationGracePeriodSeconds: 1, containers: [{name: main, image: sh, args: [sleep 100]}]}}}}
            """);
        await Eventually.True(() => cluster.Pods("job-name", "j").Length == 1, "the pod is there");
        var (status, _) = await cluster.SendAsync("DELETE", "/apis/batch/v1/namespaces/default/jobs/j", """{"propagationPolicy":"Background"}""");
        Assert.Equal(200, status);
        await Eventually.True(() => cluster.Pods("job-name", "j").Length == 0, "the pod is gone");
    }

    private static async Task<List<JsonObject>> WatchAsync(TestCluster cluster, string path)
    {
        var text = await cluster.Http.GetStringAsync(path);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
