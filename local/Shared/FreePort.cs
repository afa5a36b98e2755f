using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Landfall.Local.Shared;

/// <summary>
/// A loopback port for a program that will listen on it in a moment. Chosen below the range from which the system takes
/// ports for outgoing connections, because one of those could take it in between. Until then the UDP port of the same
/// number is held as a claim: nobody on this machine who asks here is given the same port, and the claim of a process
/// that dies goes with it.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 31_999;
    private const int Tries = 500;

    /// <summary>So many claims are held; older ones are let go, their programs listen by now.</summary>
    private const int Held = 256;

    private static readonly ConcurrentQueue<Socket> Claims = new();

    /// <exception cref="IOException">No port of the range is free.</exception>
    public static int Take(int first = First, int last = Last)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var port = Random.Shared.Next(first, last + 1);
            if (Claim(port) is not { } claim)
                continue;
            if (IsFree(port))
            {
                Hold(claim);
                return port;
            }

            claim.Dispose();
        }

        throw new IOException($"no free port between {first} and {last} on 127.0.0.1");
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

    private static Socket? Claim(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
        try
        {
            claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return claim;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return null;
        }
    }

    private static void Hold(Socket claim)
    {
        Claims.Enqueue(claim);
        if (Claims.Count > Held && Claims.TryDequeue(out var oldest))
            oldest.Dispose();
    }
}
