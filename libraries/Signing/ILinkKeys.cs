namespace Landfall.Signing;

/// <summary>The keys of one purpose, with which links are sealed: a ring in this process, or a key in a vault.</summary>
public interface ILinkKeys
{
    /// <summary>Letters, digits and '-'. It stands in every link, so that no purpose opens another's.</summary>
    string Purpose { get; }

    /// <summary>The id of the key that seals now: letters, digits and '-', 64 at most.</summary>
    ValueTask<string> CurrentKey(CancellationToken cancellation);

    ValueTask<byte[]> Seal(string keyId, byte[] head, CancellationToken cancellation);

    /// <summary>Whether the seal was made over exactly this head, by this key, and the key still counts.</summary>
    ValueTask<bool> Fits(string keyId, byte[] head, byte[] seal, CancellationToken cancellation);
}
