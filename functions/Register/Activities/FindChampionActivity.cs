using Landfall.Domain.Registry;
using Landfall.Domain.Storage;
using Landfall.Registry;

namespace Landfall.Functions.Register.Activities;

/// <summary>Which version serves now, as far as the registry knows, and which documents made it.</summary>
public sealed class FindChampionActivity(IModelRegistry registry, IBlobStore blobs)
{
    /// <summary>The alias of the version that serves.</summary>
    private const string Alias = "champion";

    [Function(Steps.FindChampion)]
    public async Task<Champion> Run([ActivityTrigger] FindChampionRequest request, CancellationToken cancel)
    {
        var champion = (await registry.ReadAlias(request.Model, Alias, cancel))?.To;
        if (champion is null)
            return new(null);

        var envelope = await new VersionPapers(blobs).Envelope(champion.Model, champion.Number, cancel);
        return new(champion, envelope is { } found ? VersionPapers.Said(found.Value)?.Predicate.Documents : null);
    }
}
