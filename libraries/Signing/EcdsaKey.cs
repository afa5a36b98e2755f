using System.Security.Cryptography;
using Landfall.Contracts.Provenance;

namespace Landfall.Signing;

/// <summary>What all our ECDSA P-256 keys share: how they are named and how their signatures are written.</summary>
public static class EcdsaKey
{
    internal const DSASignatureFormat Format = DSASignatureFormat.Rfc3279DerSequence;
    private const int CoordinateLength = 32;

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, 64 lower-case hexadecimal digits.</summary>
    public static string IdOf(ECDsa key) => ContentDigest.HexOf(key.ExportSubjectPublicKeyInfo());

    /// <summary>Key Vault answers r and s side by side (IEEE P1363); envelopes carry them as an ASN.1 sequence.</summary>
    /// <exception cref="ArgumentException">The signature is not 64 bytes long.</exception>
    public static byte[] ToDer(ReadOnlySpan<byte> ieeeP1363)
    {
        if (ieeeP1363.Length != 2 * CoordinateLength)
            throw new ArgumentException(
                $"a P-256 signature has {2 * CoordinateLength} bytes, not {ieeeP1363.Length}", nameof(ieeeP1363));
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new System.Numerics.BigInteger(ieeeP1363[..CoordinateLength], true, true));
            writer.WriteInteger(new System.Numerics.BigInteger(ieeeP1363[CoordinateLength..], true, true));
        }

        return writer.Encode();
    }

    internal static bool IsP256(ECDsa key) => key.KeySize == 8 * CoordinateLength;
}
