using System.Security.Cryptography;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;

namespace Landfall.Signing;

/// <summary>The public keys whose signatures count. Several at once, so that a key can be replaced without a gap.</summary>
public sealed class TrustedKeys
{
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> KeyIds => _keys.Keys;

    /// <summary>Reads a bundle of PUBLIC KEY blocks, one after the other.</summary>
    /// <exception cref="FormatException">The bundle is empty or holds something else than P-256 public keys.</exception>
    public static TrustedKeys FromPem(string bundle)
    {
        var trusted = new TrustedKeys();
        var rest = bundle.AsSpan();
        while (PemEncoding.TryFind(rest, out var block))
        {
            trusted.Add(rest[block.Location]);
            rest = rest[block.Location.End..];
        }

        return trusted._keys.Count > 0
            ? trusted
            : throw new FormatException("no PUBLIC KEY block found; expected one or more P-256 public keys in PEM form");
    }

    /// <summary>A bundle with the keys that count for one model, for whoever verifies that model only.</summary>
    /// <returns>Null when every trusted key counts for it.</returns>
    /// <exception cref="TerminalFailure">No key that counts for it is known.</exception>
    public string? BundleFor(ModelTrust trust)
    {
        ArgumentNullException.ThrowIfNull(trust);
        if (trust.Keys is not { } allowed)
            return null;
        return _keys.Where(key => allowed.Contains(key.Key, StringComparer.Ordinal)).ToList() is { Count: > 0 } counting
            ? string.Concat(counting.Select(key => PemEncoding.WriteString("PUBLIC KEY", key.Value) + "\n"))
            : throw new TerminalFailure($"No version of model '{trust.Model}' can be trusted: {Unknown(allowed)}.");
    }

    /// <summary>What to say when a policy names keys, and none of them is here.</summary>
    internal string Unknown(IReadOnlyList<string> allowed) =>
        $"the policy names {string.Join(", ", allowed)} for it, and the platform knows none of them, only "
        + $"{string.Join(", ", KeyIds)}: add the public key to the trusted ones, or correct spec.trust of the policy";

    /// <param name="keyId">SHA-256 of a key's SubjectPublicKeyInfo, 64 lower-case hexadecimal digits.</param>
    public bool Knows(string keyId) => _keys.ContainsKey(keyId);

    /// <param name="signature">ECDSA P-256 with SHA-256, DER.</param>
    /// <returns>False also where the key is none of these.</returns>
    public bool Verify(string keyId, byte[] message, byte[] signature)
    {
        if (!_keys.TryGetValue(keyId, out var known))
            return false;

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(known, out _);
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, EcdsaKey.Format);
    }

    private void Add(ReadOnlySpan<char> block)
    {
        if (!block.StartsWith("-----BEGIN PUBLIC KEY-----"))
            throw new FormatException("the bundle holds a block that is not a PUBLIC KEY; never put a private key there");
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(block);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new FormatException($"public key {_keys.Count + 1} of the bundle is not an ECDSA key", error);
        }

        if (!EcdsaKey.IsP256(key))
            throw new FormatException($"public key {_keys.Count + 1} of the bundle is not on the curve P-256");
        _keys[EcdsaKey.IdOf(key)] = key.ExportSubjectPublicKeyInfo();
    }
}
