using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Landfall.Cli.Tests;

/// <summary>An API server that answers what a test wrote for a path, and 404 to all else.</summary>
internal sealed class ClusterApi : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, string> _answers = [];

    public ClusterApi()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = Serve();
    }

    public string Address { get; }

    public string Kubeconfig => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{ name: c, cluster: { server: "{{Address}}" } }]
        users: [{ name: u, user: { token: t } }]
        contexts: [{ name: x, context: { cluster: c, user: u } }]
        current-context: x
        """;

    public string this[string path]
    {
        set => _answers[path] = value;
    }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var found = _answers.GetValueOrDefault(context.Request.Url!.AbsolutePath);
                context.Response.StatusCode = found is null ? 404 : 200;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(found ?? "404 page not found"));
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
