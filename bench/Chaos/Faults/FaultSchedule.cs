using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Landfall.Bench.Chaos.Faults;

/// <summary>
/// Which message meets which fault: a pure function of the seed, the life of the platform, the link, and how many messages
/// went over that link before. The same seed is the same schedule, on any machine.
/// </summary>
internal sealed class FaultSchedule(long seed, FaultRates rates)
{
    private readonly (FaultKind Kind, double Share)[] kinds =
    [
        (FaultKind.LoseRequest, rates.LoseRequest),
        (FaultKind.LoseAnswer, rates.LoseAnswer),
        (FaultKind.Delay, rates.Delay),
        (FaultKind.Duplicate, rates.Duplicate),
        (FaultKind.Overtake, rates.Overtake),
    ];

    /// <param name="life">The how manieth start of the platform on this state, from 1.</param>
    /// <param name="link">Who speaks to whom.</param>
    /// <param name="ordinal">The how manieth message of this life on this link, from 0.</param>
    public MessageFault Of(int life, string link, long ordinal)
    {
        var (which, howLong) = Draw($"{seed}/{life}/{link}/{ordinal}");
        foreach (var (kind, share) in kinds)
        {
            if (which < share)
                return new(kind, rates.Longest * howLong);
            which -= share;
        }

        return MessageFault.None;
    }

    /// <summary>Two numbers from 0 up to 1 that follow from a text.</summary>
    private static (double First, double Second) Draw(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return (Unit(hash), Unit(hash.AsSpan(8)));
    }

    private static double Unit(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 11) * Math.ScaleB(1, -53);
}
