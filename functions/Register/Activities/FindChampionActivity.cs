using Landfall.Domain.Registry;

namespace Landfall.Functions.Register.Activities;

/// <summary>Which version serves now, as far as the registry knows.</summary>
public sealed class FindChampionActivity(IModelRegistry registry)
{
    /// <summary>The alias of the version that serves.</summary>
    private const string Alias = "champion";

    [Function(Steps.FindChampion)]
    public async Task<Champion> Run([ActivityTrigger] FindChampionRequest request, CancellationToken cancel) =>
        new((await registry.ReadAlias(request.Model, Alias, cancel))?.To);
}
