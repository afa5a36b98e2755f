using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Landfall.Local.Cluster.Kubelet;

/// <summary>Asks a container once: by HTTP (200 to 399), by TCP connection, or by a command that exits 0.</summary>
internal static class Prober
{
    private static readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public static async Task<bool> AskAsync(JsonObject pod, JsonObject probe, ContainerCommand command, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(probe.Number("timeoutSeconds") ?? 1));
        try
        {
            if (probe["httpGet"] is JsonObject get)
                return await HttpAsync(pod, get, limit.Token);
            if (probe["tcpSocket"] is JsonObject tcp)
            {
                using TcpClient client = new();
                await client.ConnectAsync("127.0.0.1", PortOf(pod, tcp), limit.Token);
                return true;
            }
            return await ExecAsync(probe, command, limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Too slow is a failed answer.
            return false;
        }
    }

    private static async Task<bool> HttpAsync(JsonObject pod, JsonObject get, CancellationToken limit)
    {
        using HttpRequestMessage request = new(HttpMethod.Get,
            $"http://127.0.0.1:{PortOf(pod, get)}/{(get.Text("path") ?? "/").TrimStart('/')}");
        foreach (var header in get.Items("httpHeaders"))
            request.Headers.TryAddWithoutValidation(header.Text("name")!, header.Text("value"));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
        return (int)answer.StatusCode is >= 200 and < 400;
    }

    private static async Task<bool> ExecAsync(JsonObject probe, ContainerCommand command, CancellationToken limit)
    {
        var words = probe.Texts("exec", "command").ToArray();
        ProcessStartInfo start = new(words[0], words[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(limit);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static int PortOf(JsonObject pod, JsonObject target) =>
        HostPorts.Resolve(pod, target["port"]) ?? target.Number("port") ?? 0;
}
