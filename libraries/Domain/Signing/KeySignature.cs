namespace Landfall.Domain.Signing;

/// <summary>A signature and the key it was made with, in one: a key may be replaced between two questions.</summary>
/// <param name="KeyId">SHA-256 of the key's SubjectPublicKeyInfo, 64 lower-case hexadecimal digits.</param>
/// <param name="Value">An ASN.1 DER sequence (RFC 3279).</param>
public sealed record KeySignature(string KeyId, byte[] Value);
