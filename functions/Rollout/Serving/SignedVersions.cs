using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Functions.Rollout.Serving;

/// <param name="All">PEM bundle of every trusted key.</param>
/// <param name="OfModel">PEM bundle of those that count for the model; null when all do.</param>
public sealed record AcceptedKeys(string All, string? OfModel);

/// <summary>Refuses versions that are unsigned, altered, or not what the run was given.</summary>
public sealed class SignedVersions(IBlobStore blobs, IPublicKeys keys)
{
    /// <param name="trust">Which keys count for its model.</param>
    /// <returns>The keys by which the version was accepted: the agent in the pod gets the same.</returns>
    /// <exception cref="TerminalFailure">The version is refused; the message says why and what to do.</exception>
    public async Task<AcceptedKeys> Verify(ModelVersionRef version, ModelTrust trust, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(trust);
        return (await Read(version, trust, cancel)).Keys;
    }

    /// <returns>What is signed of the version.</returns>
    /// <exception cref="TerminalFailure">The version is refused; the message says why and what to do.</exception>
    public async Task<ModelVersionPredicate> Said(ModelVersionRef version, CancellationToken cancel) =>
        (await Read(version, trust: null, cancel)).Predicate;

    private async Task<(AcceptedKeys Keys, ModelVersionPredicate Predicate)> Read(
        ModelVersionRef version, ModelTrust? trust, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(version);
        var bundle = await keys.Pem(cancel);
        var trusted = TrustedKeys.FromPem(bundle);
        var stored = await Read(RegistryLayout.Statement(version.Model, version.Number), version, cancel);
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(stored.Span))}";
        if (digest != version.StatementDigest)
            throw Refused(version, $"its statement is {digest}, the run was given {version.StatementDigest}");

        var envelope = Parse(stored, ProvenanceJson.Default.DsseEnvelope, version);
        var manifest = Parse(
            await Read(RegistryLayout.Manifest(version.Model, version.Number), version, cancel),
            ProvenanceJson.Default.FileManifest, version);
        var verified = new VersionVerifier(trusted, trust)
            .Verify(envelope, manifest, new(version.Model, version.Number, version.Digest));
        if (verified.Refusal is { } refusal)
            throw Refused(version, refusal.Message);

        // A version is a model together with the code that serves it.
        return verified.Statement!.Predicate.ServerImage == version.ServerImage
            ? (new(bundle, trust is null ? null : trusted.BundleFor(trust)), verified.Statement.Predicate)
            : throw Refused(
                version, $"it was signed for the server {verified.Statement.Predicate.ServerImage}, not {version.ServerImage}");
    }

    private async Task<ReadOnlyMemory<byte>> Read(string name, ModelVersionRef version, CancellationToken cancel) =>
        (await blobs.Read(new(Containers.Registry, name), cancel))?.Content
        ?? throw Refused(version, $"{name} is missing in the registry");

    private static T Parse<T>(ReadOnlyMemory<byte> content, JsonTypeInfo<T> type, ModelVersionRef version)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, type) ?? throw Refused(version, "its statement is empty");
        }
        catch (JsonException wrong)
        {
            throw Refused(version, $"what the registry holds cannot be read: {wrong.Message}");
        }
    }

    private static TerminalFailure Refused(ModelVersionRef version, string why) =>
        new($"{version} may not serve: {why}. Register it again from a run, or restore the registry.");
}
