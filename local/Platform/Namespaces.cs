using System.Net;
using System.Net.Http.Json;
using Landfall.Local.Cluster;

namespace Landfall.Local.Platform;

/// <summary>On a cluster of one's own the namespaces come from infra/manifests; here the start makes them.</summary>
internal static class Namespaces
{
    public static async Task Create(LocalCluster cluster, IReadOnlyList<string> names, CancellationToken cancel)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", cluster.Token);
        foreach (var name in names)
        {
            var body = new { apiVersion = "v1", kind = "Namespace", metadata = new { name } };
            using var answer = await http.PostAsJsonAsync($"{cluster.Url.TrimEnd('/')}/api/v1/namespaces", body, cancel);
            if (answer.StatusCode != HttpStatusCode.Conflict)
                answer.EnsureSuccessStatusCode();
        }
    }
}
