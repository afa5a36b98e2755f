using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Landfall.Contracts.Provenance;

/// <summary>
/// A Dead Simple Signing Envelope, version 1 (https://github.com/secure-systems-lab/dsse): the payload travels
/// as the very bytes that were signed, so no canonical JSON is needed.
/// </summary>
/// <param name="Payload">The signed bytes; base64 on the wire.</param>
public sealed record DsseEnvelope(string PayloadType, byte[] Payload, IReadOnlyList<DsseSignature> Signatures)
{
    public IReadOnlyList<DsseSignature> Signatures { get; init; } = NoNull.In(Signatures, "signatures");

    public const string InTotoPayload = "application/vnd.in-toto+json";

    /// <summary>
    /// The pre-authentication encoding, what is really signed:
    /// <c>DSSEv1 SP len(type) SP type SP len(body) SP body</c>. Lengths bind type and body together.
    /// </summary>
    public static byte[] PreAuthenticationEncoding(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetBytes(payloadType);
        var head = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"DSSEv1 {type.Length} {payloadType} {payload.Length} "));
        return [.. head, .. payload];
    }
}

/// <param name="KeyId">SHA-256 of the signing key's SubjectPublicKeyInfo, in hexadecimal. A hint, never proof.</param>
/// <param name="Sig">ECDSA P-256 with SHA-256, as an ASN.1 DER sequence (RFC 3279); base64 on the wire.</param>
public sealed record DsseSignature([property: JsonPropertyName("keyid")] string KeyId, byte[] Sig);
