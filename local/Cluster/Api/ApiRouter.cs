using Landfall.Local.Cluster.Kinds;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Cluster.Api;

/// <summary>Sends each request to its handler and turns refusals into Status answers.</summary>
internal sealed class ApiRouter(
    Gatekeeper gate, ReadHandler read, WatchHandler watch, WriteHandler write, DeleteHandler delete, ScaleHandler scale,
    PodLogHandler logs, PodProxyHandler proxy, Action<string> log)
{
    public async Task RunAsync(HttpContext http)
    {
        try
        {
            gate.Check(http);
            await RouteAsync(http);
        }
        catch (ApiException e)
        {
            await Answer.JsonAsync(http, e.Code, e.Status());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client left.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            log($"{http.Request.Method} {http.Request.Path}: {e}");
            await Answer.JsonAsync(http, 500,
                new ApiException(500, "InternalError", $"Internal error occurred: {e.Message}", []).Status());
        }
    }

    private Task RouteAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path is "/healthz" or "/readyz" or "/livez")
            return Answer.TextAsync(http, 200, "ok");
        if (path == AccessReview.Path && http.Request.Method == "POST")
            return AccessReview.RunAsync(http);
        if (path.StartsWith("/apis/authorization.k8s.io", StringComparison.Ordinal))
            throw new ApiException(403, "Forbidden", "the local cluster has one user, who may do everything: other access reviews " +
                "than SelfSubjectAccessReview are answered by real clusters only", []);
        if (http.Request.Method == "GET" && DiscoveryHandler.Find(http) is { } found)
            return Answer.JsonAsync(http, 200, found, found.Text("kind") == "APIGroupDiscoveryList"
                ? "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
                : "application/json");
        var request = ResourceRequest.Parse(http);
        return request is null ? Answer.TextAsync(http, 404, "404 page not found\n") : RouteAsync(request);
    }

    private Task RouteAsync(ResourceRequest request) => request switch
    {
        { Subresource: "log" } when request.Kind == KindTable.Pod => logs.RunAsync(request),
        { Subresource: "proxy" } when request.Kind == KindTable.Pod || request.Kind == KindTable.Service => proxy.RunAsync(request),
        { Subresource: "scale", Kind.HasScale: true } => scale.RunAsync(request),
        { Subresource: "" } or { Subresource: "status", Kind.HasStatus: true } => ObjectAsync(request),
        _ => throw ApiException.UnknownResource(),
    };

    private Task ObjectAsync(ResourceRequest request)
    {
        var status = request.Subresource.Length > 0;
        return (request.Http.Request.Method, request.Name.Length > 0) switch
        {
            ("GET", true) => read.GetAsync(request),
            ("GET", false) => request.Query("watch") is "true" or "1" ? watch.RunAsync(request) : read.ListAsync(request),
            ("POST", false) => write.CreateAsync(request),
            ("PUT", true) => write.ReplaceAsync(request),
            ("PATCH", true) => write.PatchAsync(request),
            ("DELETE", true) when !status => delete.OneAsync(request),
            ("DELETE", false) => delete.CollectionAsync(request),
            _ => throw ApiException.Method(),
        };
    }
}
