using System.Net.Http.Json;
using Landfall.Contracts;
using Landfall.Local.Platform;

namespace Landfall.Local.Demo;

/// <summary>
/// Makes the candidate's own server slow and wrong, through the API server's pod proxy, as an operator could. Its image
/// and model stay what was evaluated and signed.
/// </summary>
internal sealed class FaultThrower(LocalPlatform platform) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <returns>How many pods of the version now misbehave.</returns>
    public async Task<int> Throw(ModelVersionRef version, CancellationToken cancel)
    {
        var thrown = 0;
        foreach (var pod in platform.Cluster.List("Pod"))
        {
            var meta = pod["metadata"]!;
            var mine = meta["labels"]?["landfall.dev/version"]?.ToString() == $"v{version.Number}"
                && meta["labels"]?["landfall.dev/route"]?.ToString() == version.Model;
            if (!mine)
                continue;

            var path = $"/api/v1/namespaces/{meta["namespace"]}/pods/{meta["name"]}:8000/proxy/faults";
            using var request = new HttpRequestMessage(HttpMethod.Post, platform.Cluster.Url.TrimEnd('/') + path)
            {
                Content = JsonContent.Create(new { slowMs = 400, errorRate = 0.3, wrongRate = 0.5 }),
            };
            request.Headers.Authorization = new("Bearer", platform.Cluster.Token);
            using var answer = await http.SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
                throw new DemoException($"the fault switch of {meta["name"]} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
            thrown++;
        }

        return thrown;
    }

    public void Dispose() => http.Dispose();
}
