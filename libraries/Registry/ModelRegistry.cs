using System.Globalization;
using System.Runtime.CompilerServices;
using Landfall.Domain.Registry;
using Landfall.Domain.Storage;

namespace Landfall.Registry;

/// <summary>What anyone may ask of the registry: models, versions, aliases and their history. Reads only.</summary>
public sealed class ModelRegistry(IBlobStore blobs, TimeProvider time)
{
    private readonly AliasStore aliases = new(blobs, time);

    /// <summary>Every model that has ever claimed a number, by name.</summary>
    public async Task<IReadOnlyList<string>> Models(CancellationToken cancel)
    {
        var models = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var blob in blobs.List(Containers.Registry, RegistryPaths.ModelsPrefix, cancel))
            models.Add(blob.Name.Split('/')[1]);
        return [.. models];
    }

    /// <summary>Complete versions, oldest first; one without its marker is still being made and not shown.</summary>
    public async IAsyncEnumerable<VersionRecord> Versions(
        string model, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var blob in blobs.List(Containers.Registry, RegistryPaths.Versions(model), cancel))
            if (NumberOf(blob.Name, model) is { } number)
                yield return await blobs.NeedJson<VersionRecord>(RegistryPaths.Marker(model, number), cancel);
    }

    /// <returns>Null when there is no such version, or it is not complete.</returns>
    public async Task<VersionRecord?> Version(string model, int number, CancellationToken cancel) =>
        (await blobs.ReadJson<VersionRecord>(RegistryPaths.Marker(model, number), cancel))?.Value;

    /// <returns>Why the version may never serve again; null when it may.</returns>
    public async Task<SealEntry?> SealOf(string model, int number, CancellationToken cancel) =>
        (await blobs.ReadJson<SealEntry>(Paths.Seal(model, number), cancel))?.Value;

    /// <summary>All moves of an alias, oldest first. What it pointed at at a time: <see cref="AliasHistory.At"/>.</summary>
    public Task<IReadOnlyList<AliasEntry>> History(string model, string alias, CancellationToken cancel) =>
        aliases.History(model, alias, cancel);

    private static int? NumberOf(string blob, string model) =>
        blob[RegistryPaths.Versions(model).Length..].Split('/') is [var number, "version.json"]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : null;
}
