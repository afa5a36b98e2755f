using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Landfall.Adapters.Tests.Notifications;

/// <summary>Takes one mail on this machine and keeps everything that was said to it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public MailServer()
    {
        listener.Start();
        Received = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Completes when the mail is whole.</summary>
    public Task<string> Received { get; }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> Serve()
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.test ready");
        var said = new StringBuilder();
        var isData = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            said.Append(line).Append('\n');
            if (isData && line != ".")
                continue;
            if (isData)
            {
                await writer.WriteLineAsync("250 taken");
                return said.ToString();
            }

            isData = line.Equals("DATA", StringComparison.OrdinalIgnoreCase);
            await writer.WriteLineAsync(isData ? "354 go on" : "250 fine");
        }

        return said.ToString();
    }
}
