using System.Text.Json;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Signing;

namespace Landfall.Signing;

/// <summary>Puts a statement in a signed envelope.</summary>
public static class DsseSigner
{
    public static async Task<DsseEnvelope> Sign(
        InTotoStatement statement, ISigner signer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(signer);
        var payload = JsonSerializer.SerializeToUtf8Bytes(statement, ProvenanceJson.Default.InTotoStatement);
        var message = DsseEnvelope.PreAuthenticationEncoding(DsseEnvelope.InTotoPayload, payload);
        var signature = await signer.Sign(message, cancellation);
        return new(DsseEnvelope.InTotoPayload, payload, [new(signature.KeyId, signature.Value)]);
    }
}
