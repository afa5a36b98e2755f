using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Landfall.Local.Shared;

/// <summary>
/// A loopback port for a program that will listen on it in a moment. Chosen below the range from which the system takes
/// ports for outgoing connections, because one of those could take it in between; never given twice by one process.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 31_999;
    private const int Tries = 500;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Take()
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (Given.TryAdd(port, true) && IsFree(port))
                return port;
        }

        throw new IOException($"no free port between {First} and {Last} on 127.0.0.1");
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
