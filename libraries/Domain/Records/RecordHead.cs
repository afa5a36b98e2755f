using System.Text;

namespace Landfall.Domain.Records;

/// <summary>The signed end of a chain: without it, cutting the newest entries off would not show.</summary>
/// <param name="Sequence">Of the newest entry.</param>
/// <param name="Hash">Of the newest entry.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over <see cref="Message"/>, DER.</param>
public sealed record RecordHead(int Sequence, string Hash, string KeyId, byte[] Signature)
{
    /// <summary>Names the run, so that one run's head cannot stand in for another's.</summary>
    public static byte[] Message(string run, int sequence, string hash) =>
        Encoding.UTF8.GetBytes($"landfall record v1\n{run}\n{sequence}\n{hash}");
}
