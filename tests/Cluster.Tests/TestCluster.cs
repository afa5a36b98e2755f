using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Local.Cluster;
using Landfall.Local.Cluster.Images;

namespace Landfall.Cluster.Tests;

/// <summary>A local cluster in a folder of its own, with an image that runs shell scripts.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private TestCluster(string folder, LocalCluster cluster)
    {
        (Folder, Cluster) = (folder, cluster);
        Http = new HttpClient { BaseAddress = new Uri(cluster.Url) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cluster.Token);
    }

    public string Folder { get; }

    public LocalCluster Cluster { get; }

    public HttpClient Http { get; }

    public List<string> Log { get; private init; } = [];

    public static async Task<TestCluster> StartAsync(string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("landfall-cluster").FullName;
        List<string> log = [];
        var cluster = await LocalCluster.StartAsync(new ClusterOptions
        {
            StateFolder = folder,
            RestartDelay = TimeSpan.FromMilliseconds(200),
            Log = log.Add,
            Images = new Dictionary<string, ImageEntry>
            {
                ["sh"] = new("sh", ["/bin/sh", "-c"], [], new Dictionary<string, string>(), null),
            },
        });
        return new TestCluster(folder, cluster) { Log = log };
    }

    public async Task<(int Status, JsonObject Body)> SendAsync(
        string method, string path, string? body = null, string type = "application/json")
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new JsonObject { ["text"] = text });
    }

    public async Task<JsonObject> ApplyAsync(string path, string yaml)
    {
        var (status, body) = await SendAsync("PATCH", path + "?fieldManager=test&force=true", yaml, "application/apply-patch+yaml");
        Assert.True(status is 200 or 201, $"{status}: {body}");
        return body;
    }

    public JsonObject? Find(string kind, string name) => Cluster.Get(kind, "default", name)?.AsObject();

    public JsonObject[] Pods(string label, string value) =>
    [
        .. Cluster.List("Pod", "default").Select(pod => pod.AsObject())
            .Where(pod => (string?)pod["metadata"]?["labels"]?[label] == value),
    ];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Cluster.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
