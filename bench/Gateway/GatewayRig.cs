using System.Net;
using System.Text.Json.Nodes;
using Landfall.Local.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Landfall.Bench.Gateway;

/// <summary>A champion, a candidate and the gateway before them, by one HTTPRoute.</summary>
internal sealed class GatewayRig : IRouteSource, IAsyncDisposable
{
    private const string Answer =
        """{"model_name":"bench","model_version":"1","outputs":[{"name":"label","shape":[16],"datatype":"BYTES","data":["a","b","a","b","a","b","a","b","a","b","a","b","a","b","a","b"]},{"name":"score","shape":[16],"datatype":"FP64","data":[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.1,0.2,0.3,0.4,0.5,0.6,0.7]}]}""";

    private readonly List<WebApplication> servers = [];
    private readonly Dictionary<string, IPEndPoint> endpoints = [];
    private TrafficGateway? gateway;
    private volatile IReadOnlyList<JsonObject> routes = [];

    public event Action? Changed;

    public Uri Champion => new($"http://{endpoints["champion"]}/");

    public Uri Gateway => gateway!.Address;

    public static async Task<GatewayRig> Start(CancellationToken cancel)
    {
        var rig = new GatewayRig();
        foreach (var name in new[] { "champion", "candidate" })
            rig.endpoints[name] = await rig.Serve(cancel);
        rig.routes = [Route(100, 0, mirror: false)];
        rig.gateway = await TrafficGateway.StartAsync(rig, new(), cancel);
        return rig;
    }

    public IReadOnlyList<JsonObject> Routes() => [.. routes.Select(route => (JsonObject)route.DeepClone())];

    public IReadOnlyList<IPEndPoint> Endpoints(string @namespace, string service, int port) => [endpoints[service]];

    /// <summary>Writes the route and waits until the gateway serves by it.</summary>
    public async Task Set(int champion, int candidate, bool mirror, CancellationToken cancel)
    {
        routes = [Route(champion, candidate, mirror)];
        Changed?.Invoke();
        using var http = Load.Client(Gateway);
        var wanted = $"\"weight\":{candidate}";
        while (!(await http.GetStringAsync("-/routes", cancel)).Replace(" ", "", StringComparison.Ordinal).Contains(wanted, StringComparison.Ordinal))
            await Task.Delay(5, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null)
            await gateway.DisposeAsync();
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    private async Task<IPEndPoint> Serve(CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Answer, context.RequestAborted);
        });
        await server.StartAsync(cancel);
        servers.Add(server);
        return new(IPAddress.Loopback, new Uri(server.Urls.First()).Port);
    }

    private static JsonObject Route(int champion, int candidate, bool mirror)
    {
        var rule = new JsonObject
        {
            ["backendRefs"] = new JsonArray(
                new JsonObject { ["name"] = "champion", ["port"] = 80, ["weight"] = champion },
                new JsonObject { ["name"] = "candidate", ["port"] = 80, ["weight"] = candidate }),
        };
        if (mirror)
        {
            rule["filters"] = new JsonArray(new JsonObject
            {
                ["type"] = "RequestMirror",
                ["requestMirror"] = new JsonObject { ["backendRef"] = new JsonObject { ["name"] = "candidate", ["port"] = 80 } },
            });
        }

        return new()
        {
            ["apiVersion"] = "gateway.networking.k8s.io/v1",
            ["kind"] = "HTTPRoute",
            ["metadata"] = new JsonObject { ["name"] = "bench", ["namespace"] = "models", ["generation"] = 1 },
            ["spec"] = new JsonObject
            {
                ["parentRefs"] = new JsonArray(new JsonObject { ["name"] = "landfall" }),
                ["rules"] = new JsonArray(rule),
            },
        };
    }
}
