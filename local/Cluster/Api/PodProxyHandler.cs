using System.Text.Json.Nodes;
using Landfall.Local.Cluster.Kinds;
using Landfall.Local.Cluster.Kubelet;
using Landfall.Local.Cluster.Store;


namespace Landfall.Local.Cluster.Api;

/// <summary>pods/NAME:PORT/proxy/PATH and services/NAME:PORT/proxy/PATH: passes a request to a pod's process.</summary>
internal sealed class PodProxyHandler(ObjectStore store, Endpoints endpoints) : IDisposable
{
    private static readonly HashSet<string> _own = new(StringComparer.OrdinalIgnoreCase)
        { "Host", "Authorization", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive", "Upgrade" };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    public async Task RunAsync(ResourceRequest request)
    {
        var parts = request.Name.Split(':');
        var (name, port) = parts.Length == 3 ? (parts[1], parts[2]) : (parts[0], parts.ElementAtOrDefault(1));
        var target = request.Kind == KindTable.Pod ? Pod(request, name, port) : Service(request, name, port);
        await ForwardAsync(request, target);
    }

    public void Dispose() => _client.Dispose();

    private int Pod(ResourceRequest request, string name, string? port)
    {
        var pod = store.Get(KindTable.Pod, request.Namespace, name) ?? throw ApiException.NotFound(KindTable.Pod, name);
        var first = pod.Items("spec", "containers").SelectMany(c => c.Items("ports")).FirstOrDefault()?["containerPort"];
        return HostPorts.Resolve(pod, port is null ? first : JsonValue.Create(port)) ?? throw new ApiException(503, "ServiceUnavailable",
            $"pod \"{name}\" declares no port {port ?? "at all"}: add it to a container's ports", []);
    }

    private int Service(ResourceRequest request, string name, string? port)
    {
        if (store.Get(KindTable.Service, request.Namespace, name) is not { } service)
            throw ApiException.NotFound(KindTable.Service, name);
        var chosen = service.Items("spec", "ports").FirstOrDefault(p => port is null || p.Text("name") == port || $"{p.Number("port")}" == port);
        var ready = endpoints.Resolve(request.Namespace, name, chosen.Number("port") ?? 0);
        return ready.Count > 0 ? ready[0].Port : throw new ApiException(503, "ServiceUnavailable",
            $"no endpoints available for service \"{name}\"", []);
    }

    private async Task ForwardAsync(ResourceRequest request, int port)
    {
        var http = request.Http;
        using HttpRequestMessage message = new(new HttpMethod(http.Request.Method),
            $"http://127.0.0.1:{port}/{request.Rest}{http.Request.QueryString}");
        if (http.Request.ContentLength > 0 || http.Request.Headers.ContainsKey("Transfer-Encoding"))
            message.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers.Where(header => !_own.Contains(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }
        try
        {
            using var answer = await _client.SendAsync(message, http.RequestAborted);
            http.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !_own.Contains(header.Key)))
                http.Response.Headers[name] = values.ToArray();
            await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        catch (HttpRequestException e)
        {
            throw new ApiException(503, "ServiceUnavailable", $"error trying to reach service: {e.Message}", []);
        }
    }
}
