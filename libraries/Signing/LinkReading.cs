namespace Landfall.Signing;

/// <summary>Why a link is refused.</summary>
public enum LinkRefusal
{
    Malformed,
    OtherPurpose,
    Forged,
    Expired,
}

/// <summary>What a link says, or why it is refused: exactly one of <paramref name="Claim"/> and <paramref name="Refusal"/> is set.</summary>
public sealed record LinkReading(LinkClaim? Claim, LinkRefusal? Refusal, string Message);
