using Landfall.Domain.Registry;
using Landfall.Domain.Signing;
using Landfall.Domain.Storage;

namespace Landfall.Registry;

/// <summary>The registry in blob storage: versions are created once, aliases move by compare-and-swap.</summary>
public sealed class BlobModelRegistry(IBlobStore blobs, IBlobFiles files, ISigner signer, TimeProvider time) : IModelRegistry
{
    private readonly AliasStore aliases = new(blobs, time);
    private readonly VersionPublisher publisher = new(blobs, files, signer, time);

    public Task<ModelVersionRef> Publish(VersionDraft draft, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return publisher.Publish(draft, cancel);
    }

    public async Task<AliasEntry?> ReadAlias(string model, string alias, CancellationToken cancel) =>
        await aliases.History(model, alias, cancel) is [.., var last] ? last : null;

    public async Task MoveAlias(MoveAliasRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        await NeedVersion(request.To, cancel);
        var seal = await blobs.ReadJson<SealEntry>(Paths.Seal(request.To.Model, request.To.Number), cancel);
        await aliases.Move(request, seal?.Value, cancel);
    }

    public async Task Seal(SealRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        await NeedVersion(request.Version, cancel);
        var seal = new SealEntry(request.Version, request.RunId, request.Reason, time.GetUtcNow());
        await blobs.CreateJson(Paths.Seal(request.Version.Model, request.Version.Number), seal, cancel);
    }

    private async Task NeedVersion(ModelVersionRef wanted, CancellationToken cancel)
    {
        var found = await blobs.ReadJson<VersionRecord>(RegistryPaths.Marker(wanted.Model, wanted.Number), cancel)
            ?? throw new TerminalFailure($"{wanted} is not in the registry, or was never completed. Register it first.");
        if (found.Value.Version.Digest != wanted.Digest)
            throw new TerminalFailure(
                $"{wanted} has the files {found.Value.Version.Digest} in the registry, not {wanted.Digest}. "
                + "The caller speaks of another model: start a new run.");
    }
}
