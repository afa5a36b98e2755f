using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Landfall.Local.Gateway;

/// <summary>Which backend a request goes to.</summary>
internal static class BackendChoice
{
    /// <param name="point">0 to below 1: the place of the request on the line that the weights divide.</param>
    /// <returns>Null when all weights are 0 or there are no backends.</returns>
    public static WeightedBackend? Of(IReadOnlyList<WeightedBackend> backends, double point)
    {
        var total = backends.Sum(backend => (long)backend.Weight);
        var place = point * total;
        long passed = 0;
        foreach (var backend in backends)
        {
            passed += backend.Weight;
            if (place < passed)
                return backend;
        }

        return null;
    }

    /// <summary>
    /// The fixed place of a client on a route's line. As it never moves, raising the weight of the last of two backends
    /// only ever moves clients to it, and lowering it only moves them back.
    /// </summary>
    public static double PointOf(string client, Route route)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{route.Key}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(digest) >> 11) / (double)(1UL << 53);
    }

    /// <returns>Null for a client that does not say who it is: peers of one machine share their address.</returns>
    public static string? ClientOf(HttpRequest request)
    {
        var header = request.Headers["x-client-id"].ToString();
        return header.Length > 0 ? header : request.Cookies["landfall-client"];
    }
}
