using System.Text.Json;
using Landfall.Contracts.Provenance;
using Landfall.Domain.Registry;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;
using Landfall.Signing;

namespace Landfall.Registry;

/// <summary>
/// Makes a version: number, files, manifest, signed statement, and last the marker that shows it. Each is created once;
/// an attempt that died is finished by the next one, whose statement is the same because its time is the number's.
/// </summary>
internal sealed class VersionPublisher(IBlobStore blobs, IBlobFiles files, ISigner signer, TimeProvider time)
{
    private const string Json = "application/json";
    private readonly VersionNumbers numbers = new(blobs, time);
    private readonly VersionFiles copies = new(blobs, files);

    public async Task<ModelVersionRef> Publish(VersionDraft draft, CancellationToken cancel)
    {
        var claim = await numbers.For(draft.Model, draft.RunId, cancel);
        var marker = RegistryPaths.Marker(draft.Model, claim.Number);
        if (await blobs.ReadJson<VersionRecord>(marker, cancel) is not { } done)
        {
            // Before anything is copied; the key may be replaced meanwhile, so the signature itself is asked again.
            Allow(draft, await signer.CurrentKey(cancel));
            var record = await Make(draft, claim, cancel);
            await blobs.CreateJson(marker, record, cancel);
            return (await blobs.NeedJson<VersionRecord>(marker, cancel)).Version;
        }

        return done.Value.Version.Digest == draft.Files.Digest
            ? done.Value.Version
            : throw new TerminalFailure(
                $"Run {draft.RunId} has made {done.Value.Version} of {done.Value.Version.Digest} already; a run makes one "
                + $"version, so {draft.Files.Digest} needs a run of its own.");
    }

    private async Task<VersionRecord> Make(VersionDraft draft, VersionClaim claim, CancellationToken cancel)
    {
        var manifest = await copies.Copy(draft, claim.Number, cancel);
        await blobs.Create(
            new(Containers.Registry, RegistryLayout.Manifest(draft.Model, claim.Number)),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ProvenanceJson.Default.FileManifest), Json, cancel);

        var facts = draft.Facts with
        {
            Model = draft.Model,
            Version = claim.Number,
            ServerImage = draft.ServerImage,
            CreatedAt = claim.At,
        };
        var (digest, keyId) = await State(draft, InTotoStatement.ForModel(manifest.Digest, facts), cancel);
        var version = new ModelVersionRef(draft.Model, claim.Number, manifest.Digest, draft.ServerImage, digest);
        return new(version, draft.RunId, claim.At, keyId, manifest.Files.Count, manifest.TotalSize);
    }

    /// <summary>Signatures differ each time, so the first one stored counts; what it signs must be what we would sign.</summary>
    private async Task<(string Digest, string KeyId)> State(VersionDraft draft, InTotoStatement statement, CancellationToken cancel)
    {
        var facts = statement.Predicate;
        var path = new BlobPath(Containers.Registry, RegistryLayout.Statement(facts.Model, facts.Version));
        var ours = await DsseSigner.Sign(statement, signer, cancel);
        Allow(draft, ours.Signatures[0].KeyId);
        await blobs.Create(
            path, JsonSerializer.SerializeToUtf8Bytes(ours, ProvenanceJson.Default.DsseEnvelope), Json, cancel);

        var stored = (await blobs.Read(path, cancel))!.Content;
        var theirs = JsonSerializer.Deserialize(stored.Span, ProvenanceJson.Default.DsseEnvelope);
        return theirs is { Signatures: [var signature, ..] } && theirs.Payload.AsSpan().SequenceEqual(ours.Payload)
            ? (ContentDigest.Of(stored.Span), signature.KeyId)
            : throw new TerminalFailure(
                $"{path} states something else than run {facts.Run} knows of {facts.Model} v{facts.Version}: it was written "
                + "by hand or by another version of Landfall. Look at it, then start a new run.");
    }

    /// <exception cref="TerminalFailure">What this key signs would be refused by every rollout.</exception>
    private static void Allow(VersionDraft draft, string keyId)
    {
        if (draft.Trust?.Refusal(keyId) is { } refusal)
        {
            throw new TerminalFailure(
                $"Nothing was signed for run {draft.RunId}: {refusal}. Have Register sign with one of those, or add its key to "
                + "spec.trust of the policy, then start a new run.");
        }
    }
}
