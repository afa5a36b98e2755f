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

        return new(champion, await DocumentsOf(champion, cancel));
    }

    /// <returns>Empty where the statement is gone or altered: a champion of which that is true must be replaceable above all.</returns>
    private async Task<IReadOnlyDictionary<string, string>> DocumentsOf(ModelVersionRef champion, CancellationToken cancel)
    {
        try
        {
            return await new VersionPapers(blobs).Envelope(champion.Model, champion.Number, cancel) is { } envelope
                && VersionPapers.Said(envelope.Value) is { Predicate.Documents: { } documents }
                    ? documents
                    : new Dictionary<string, string>();
        }
        catch (TerminalFailure)
        {
            // What can be read of it decides nothing; rollouts and `models verify` say what is wrong with it.
            return new Dictionary<string, string>();
        }
    }
}
