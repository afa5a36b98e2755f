using Landfall.Domain.Registry;
using Landfall.Domain.Storage;

namespace Landfall.Registry;

/// <summary>
/// Where aliases point. The alias blob holds its newest entry and is the truth; the history is written behind it, and
/// whoever comes next makes up for an entry that a crash left out.
/// </summary>
internal sealed class AliasStore(IBlobStore blobs, TimeProvider time)
{
    private const int Attempts = 20;

    public async Task Move(MoveAliasRequest request, SealEntry? seal, CancellationToken cancel)
    {
        var path = Paths.Alias(request.To.Model, request.Alias);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = await blobs.ReadJson<AliasEntry>(path, cancel);
            var history = await History(request.To.Model, request.Alias, now?.Value, cancel);
            if (now is not null)
                await Remember(request.Alias, now.Value, cancel);

            var ruling = AliasRules.On(request, history, seal, time.GetUtcNow());
            if (ruling.Refusal is { } refusal)
                throw new TerminalFailure(refusal);
            if (ruling.Next is not { } next)
                return;
            if (await blobs.ReplaceJson(path, next, now?.ETag, cancel) is null)
                continue;

            await Remember(request.Alias, next, cancel);
            return;
        }

        throw new IOException($"{path} is being moved by others all the time.");
    }

    public async Task<IReadOnlyList<AliasEntry>> History(string model, string alias, CancellationToken cancel)
    {
        var now = await blobs.ReadJson<AliasEntry>(Paths.Alias(model, alias), cancel);
        return await History(model, alias, now?.Value, cancel);
    }

    private async Task<IReadOnlyList<AliasEntry>> History(
        string model, string alias, AliasEntry? now, CancellationToken cancel)
    {
        if (now is null)
            return [];

        var entries = new SortedDictionary<int, AliasEntry> { [now.Sequence] = now };
        await foreach (var blob in blobs.List(Containers.Registry, RegistryPaths.HistoryPrefix(model, alias), cancel))
        {
            var entry = await blobs.NeedJson<AliasEntry>(new(Containers.Registry, blob.Name), cancel);
            if (entry.Sequence < now.Sequence)
                entries[entry.Sequence] = entry;
        }

        return [.. entries.Values];
    }

    private Task Remember(string alias, AliasEntry entry, CancellationToken cancel) =>
        blobs.CreateJson(RegistryPaths.History(entry.To.Model, alias, entry.Sequence), entry, cancel);
}
