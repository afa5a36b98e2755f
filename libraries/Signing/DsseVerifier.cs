using System.Text.Json;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Signing;

namespace Landfall.Signing;

/// <summary>A statement that carries a trusted signature, or why it is refused: exactly one of the two is set.</summary>
public sealed record DsseVerification(InTotoStatement? Statement, string? KeyId, Refusal? Refusal);

/// <summary>Opens envelopes. Nothing of a payload is read before one of its signatures is known to be good.</summary>
/// <param name="model">Where only some keys count for a model; without it all trusted ones do.</param>
public sealed class DsseVerifier(TrustedKeys trusted, ModelTrust? model = null)
{
    private const int MaxSignatures = 16;

    public DsseVerification Verify(DsseEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (envelope.PayloadType != DsseEnvelope.InTotoPayload)
            return Refuse(RefusalKind.WrongPayloadType,
                $"the envelope holds '{Short(envelope.PayloadType)}'; expected '{DsseEnvelope.InTotoPayload}'");
        if (envelope.Signatures.Count is 0 or > MaxSignatures)
            return Refuse(RefusalKind.Unsigned,
                $"the envelope has {envelope.Signatures.Count} signatures; expected 1 to {MaxSignatures}: register the version again");

        var known = envelope.Signatures.Where(s => trusted.Knows(s.KeyId)).ToList();
        if (known.Count == 0)
            return Refuse(RefusalKind.UnknownKey,
                $"signed by unknown key {Short(envelope.Signatures[0].KeyId)}; trusted are "
                + $"{string.Join(", ", trusted.KeyIds.Select(Short))}: add the signer's public key, or sign again");

        var counting = model is null ? known : [.. known.Where(s => model.Allows(s.KeyId))];
        if (counting.Count == 0)
            return Refuse(RefusalKind.KeyNotForModel, NotFor(model!, known[0].KeyId));

        var message = DsseEnvelope.PreAuthenticationEncoding(envelope.PayloadType, envelope.Payload);
        return counting.FirstOrDefault(s => trusted.Verify(s.KeyId, message, s.Sig)) is { } good
            ? Open(envelope.Payload, good.KeyId)
            : Refuse(RefusalKind.BadSignature,
                $"the signature of key {Short(counting[0].KeyId)} does not fit the statement: one of them was altered; "
                + "restore the statement from the registry's copy, or register the version again");
    }

    private string NotFor(ModelTrust model, string keyId) => model.Keys!.Any(trusted.Knows)
        ? $"{model.Refusal(keyId)}: register the version again with one of those, or add the key to spec.trust of the policy"
        : $"{model.Refusal(keyId)}: {trusted.Unknown(model.Keys!)}";

    private static DsseVerification Open(byte[] payload, string keyId)
    {
        InTotoStatement? statement;
        try
        {
            statement = JsonSerializer.Deserialize(payload, ProvenanceJson.Default.InTotoStatement);
        }
        catch (JsonException error)
        {
            return Refuse(RefusalKind.Malformed, $"the signed statement cannot be read: {error.Message}");
        }

        if (statement is not { Type: InTotoStatement.StatementType, PredicateType: InTotoStatement.ModelVersionType })
            return Refuse(RefusalKind.WrongStatement,
                $"the signed statement says '{Short(statement?.PredicateType)}'; expected '{InTotoStatement.ModelVersionType}'");
        return new(statement, keyId, null);
    }

    private static DsseVerification Refuse(RefusalKind kind, string message) => new(null, null, new(kind, message));

    /// <summary>What came from outside is cut before it is shown; the first digits of a key tell it apart.</summary>
    private static string Short(string? text) => text is { Length: > 40 } ? text[..12] + "…" : text ?? "nothing";
}
