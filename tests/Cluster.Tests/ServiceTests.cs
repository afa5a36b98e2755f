namespace Landfall.Cluster.Tests;

/// <summary>Pods reach Services by their names, as far as a machine without a cluster network can have it.</summary>
public sealed class ServiceTests
{
    private const string Service =
        """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":8000}]}}""";

    private const string Web = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","labels":{"app":"web"}},"spec":{"terminationGracePeriodSeconds":1,
         "containers":[{"name":"main","image":"sh","args":["exec python3 -m http.server --bind 127.0.0.1 $PORT"],"ports":[{"containerPort":8000}],
          "readinessProbe":{"httpGet":{"port":8000},"periodSeconds":1}}]}}
        """;

    private const string Client = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"client"},"spec":{"restartPolicy":"Never","containers":[
         {"name":"main","image":"sh","args":["echo $ONE $OTHER $NONE"],"env":[{"name":"ONE","value":"http://web.default.svc/"},
          {"name":"OTHER","value":"http://web.default.svc.cluster.local:80"},{"name":"NONE","value":"https://web.default.svc.example.com"}]}]}}
        """;

    private static readonly HttpClient Http = new();

    [Fact]
    public async Task The_address_a_pod_is_told_leads_to_the_ready_pods_and_outlives_the_server()
    {
        var folder = Directory.CreateTempSubdirectory("landfall-cluster").FullName;
        var before = await TestCluster.StartAsync(folder);
        await before.ApplyAsync("/api/v1/namespaces/default/services/web", Service);
        await before.ApplyAsync("/api/v1/namespaces/default/pods/client", Client);
        await Eventually.True(() => (string?)before.Find("Pod", "client")?["status"]?["phase"] == "Succeeded", "the client has ended");
        var told = ((string)(await before.SendAsync("GET", "/api/v1/namespaces/default/pods/client/log")).Body["text"]!).Split(' ', '\n');
        Assert.Equal((told[0].TrimEnd('/'), "https://web.default.svc.example.com"), (told[1], told[2]));
        Assert.StartsWith("http://127.0.0.1:", told[0], StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.GetAsync(told[0]));       // nobody is ready

        await before.ApplyAsync("/api/v1/namespaces/default/pods/web", Web);
        await Eventually.True(() => before.Cluster.ResolveService("default", "web", 80).Count == 1, "the pod is ready");
        Assert.Equal(200, await Status(told[0]));
        await before.Cluster.AbandonAsync();
        before.Http.Dispose();

        await using var after = await TestCluster.StartAsync(folder);
        await Eventually.True(() => after.Cluster.ResolveService("default", "web", 80).Count == 1, "the pod was taken up");
        // Its readiness is looked at anew, and may be unknown for a moment.
        await Eventually.True(() => Answers(told[0]), "the address leads to it again");
        await after.SendAsync("DELETE", "/api/v1/namespaces/default/pods/web");
        await Eventually.True(() => after.Find("Pod", "web") is null, "the pod is gone");
        await Assert.ThrowsAsync<HttpRequestException>(() => Status(told[0]));
    }

    private static async Task<bool> Answers(string address)
    {
        try
        {
            return await Status(address) == 200;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<int> Status(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.ConnectionClose = true;             // each asks anew who is ready
        using var answer = await Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
