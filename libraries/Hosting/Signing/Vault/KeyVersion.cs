using System.Buffers.Text;
using System.Security.Cryptography;
using Landfall.Signing;

namespace Landfall.Hosting.Signing.Vault;

/// <summary>One version of a key, its public half known. It never changes, so it may be kept.</summary>
/// <param name="Version">As the vault names it: 32 hexadecimal digits.</param>
/// <param name="KeyId">As signatures name it: SHA-256 of the SubjectPublicKeyInfo.</param>
internal sealed record KeyVersion(string Version, string KeyId, string Pem)
{
    private const int CoordinateLength = 32;

    /// <exception cref="KeyVaultException">The vault holds another kind of key.</exception>
    public static KeyVersion Of(KeyBundle bundle)
    {
        if (bundle.Key is not { Kty: "EC" or "EC-HSM", Crv: "P-256", Kid: { } address } key
            || Coordinate(key.X) is not { } x || Coordinate(key.Y) is not { } y)
            throw new KeyVaultException(
                0, $"The key {bundle.Key?.Kid} is {bundle.Key?.Kty} {bundle.Key?.Crv}; signing needs EC on the curve P-256.");
        try
        {
            using var ecdsa = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = x, Y = y },
            });
            return new(NameOf(address), EcdsaKey.IdOf(ecdsa), ecdsa.ExportSubjectPublicKeyInfoPem() + "\n");
        }
        catch (CryptographicException wrong)
        {
            throw new KeyVaultException(0, $"The key {address} is not a point of the curve P-256.", wrong);
        }
    }

    /// <summary>The version at the end of a key's address.</summary>
    public static string NameOf(string address) => address.TrimEnd('/').Split('/')[^1];

    /// <param name="signature">r and s side by side (IEEE P1363).</param>
    public bool Verify(byte[] message, byte[] signature)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(Pem);
        return ecdsa.VerifyData(
            message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[]? Coordinate(string? text) =>
        text is not null && Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is { Length: CoordinateLength } bytes
            ? bytes
            : null;
}
