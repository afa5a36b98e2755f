using k8s;
using k8s.Models;

namespace Landfall.Cluster.Tests;

/// <summary>The client library that Landfall's own code uses.</summary>
public sealed class ClientTests
{
    private static k8s.Kubernetes Client(TestCluster cluster) =>
        new(new KubernetesClientConfiguration { Host = cluster.Cluster.Url, AccessToken = cluster.Cluster.Token });

    private static V1ConfigMap Map(string name, string value) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = new V1ObjectMeta { Name = name },
        Data = new Dictionary<string, string> { ["a"] = value },
    };

    [Fact]
    public async Task The_client_creates_reads_lists_applies_and_deletes()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var client = Client(cluster);
        var made = await client.CoreV1.CreateNamespacedConfigMapAsync(Map("one", "1"), "default");
        Assert.NotNull(made.Metadata.Uid);
        var applied = await client.CoreV1.PatchNamespacedConfigMapAsync(
            new V1Patch(Map("one", "2"), V1Patch.PatchType.ApplyPatch), "one", "default", fieldManager: "landfall", force: true);
        Assert.Equal("2", applied.Data["a"]);
        Assert.Equal("2", (await client.CoreV1.ReadNamespacedConfigMapAsync("one", "default")).Data["a"]);
        var list = await client.CoreV1.ListNamespacedConfigMapAsync("default", fieldSelector: "metadata.name=one");
        Assert.Single(list.Items);
        var stale = made.Metadata.ResourceVersion;
        made.Data["a"] = "3";
        made.Metadata.ResourceVersion = stale;
        var refused = await Assert.ThrowsAsync<k8s.Autorest.HttpOperationException>(() =>
            client.CoreV1.ReplaceNamespacedConfigMapAsync(made, "one", "default"));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.Response.StatusCode);
        await client.CoreV1.DeleteNamespacedConfigMapAsync("one", "default");
        Assert.Empty((await client.CoreV1.ListNamespacedConfigMapAsync("default", fieldSelector: "metadata.name=one")).Items);
    }

    [Fact]
    public async Task A_watch_from_a_list_tells_only_what_came_after()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var client = Client(cluster);
        await client.CoreV1.CreateNamespacedConfigMapAsync(Map("old", "1"), "default");
        var list = await client.CoreV1.ListNamespacedConfigMapAsync("default");
        await client.CoreV1.CreateNamespacedConfigMapAsync(Map("new", "1"), "default");
        await client.CoreV1.DeleteNamespacedConfigMapAsync("old", "default");
        List<string> seen = [];
        await foreach (var (type, item) in client.CoreV1.WatchListNamespacedConfigMapAsync(
            "default", resourceVersion: list.Metadata.ResourceVersion, timeoutSeconds: 20))
        {
            seen.Add($"{type} {item.Metadata.Name}");
            if (seen.Count == 2)
                break;
        }
        Assert.Equal(["Added new", "Deleted old"], seen);
    }
}
