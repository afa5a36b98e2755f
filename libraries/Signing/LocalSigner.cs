using System.Security.Cryptography;
using Landfall.Domain.Signing;

namespace Landfall.Signing;

/// <summary>Signs with a private key held in this process. For one machine and for tests; in Azure a vault signs.</summary>
public sealed class LocalSigner : ISigner, IDisposable
{
    private readonly ECDsa _key;

    internal LocalSigner(ECDsa key)
    {
        _key = key;
        KeyId = EcdsaKey.IdOf(key);
        PublicKeyPem = key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    /// <summary>SHA-256 of the public half, 64 lower-case hexadecimal digits.</summary>
    public string KeyId { get; }

    /// <summary>The public half, as it goes into LANDFALL_TRUSTED_KEYS.</summary>
    public string PublicKeyPem { get; }

    /// <summary>A new key that is kept nowhere.</summary>
    public static LocalSigner Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="CryptographicException">The text holds no ECDSA P-256 private key.</exception>
    public static LocalSigner FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (ArgumentException error)
        {
            key.Dispose();
            throw new CryptographicException("no ECDSA private key in PEM form", error);
        }

        return EcdsaKey.IsP256(key) ? new(key) : throw new CryptographicException("the key is not on the curve P-256");
    }

    public ValueTask<string> CurrentKey(CancellationToken cancellation = default) => ValueTask.FromResult(KeyId);

    public Task<KeySignature> Sign(ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(
            new KeySignature(KeyId, _key.SignData(message.Span, HashAlgorithmName.SHA256, EcdsaKey.Format)));
    }

    public void Dispose() => _key.Dispose();
}
