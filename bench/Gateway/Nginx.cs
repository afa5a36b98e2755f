using System.Diagnostics;
using System.Net;
using Landfall.Local.Shared;

namespace Landfall.Bench.Gateway;

/// <summary>nginx before the champion, as a plain reverse proxy with connections kept alive, if it is on the path.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Nginx(Process process, string folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <returns>Null where nginx is not installed.</returns>
    public static async Task<Nginx?> TryStart(Uri upstream, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("landfall-nginx-").FullName;
        var port = FreePort.Take();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log; worker_processes auto;
            events { worker_connections 512; }
            http {
              access_log off; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
              upstream champion { server {{upstream.Authority}}; keepalive 64; }
              server {
                listen 127.0.0.1:{{port}};
                location / { proxy_pass http://champion; proxy_http_version 1.1; proxy_set_header Connection ""; }
              }
            }
            """, cancel);
        try
        {
            var process = Process.Start(new ProcessStartInfo("nginx", ["-p", folder, "-c", Path.Combine(folder, "nginx.conf")]))!;
            var nginx = new Nginx(process, folder, new($"http://127.0.0.1:{port}/"));
            await nginx.Ready(cancel);
            return nginx;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Directory.Delete(folder, recursive: true);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Ready(CancellationToken cancel)
    {
        using var http = Load.Client(Address);
        while (!process.HasExited)
        {
            try
            {
                if (await Load.Once(http, cancel) == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, cancel);
            }
        }

        throw new InvalidOperationException($"nginx ended at once: {await File.ReadAllTextAsync(Path.Combine(folder, "error.log"), cancel)}");
    }
}
