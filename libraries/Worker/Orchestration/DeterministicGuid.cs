using System.Security.Cryptography;
using System.Text;

namespace Landfall.Worker;

/// <summary>Version 5 guids (RFC 4122, 4.3) over instance, time and a counter: the same on every replay.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace =
        new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Create(string instanceId, DateTime utcNow, int counter) =>
        FromName($"{instanceId}_{utcNow:o}_{counter}");

    internal static Guid FromName(string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // prescribed by the RFC; nothing here is a secret
        SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
