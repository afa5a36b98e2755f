using Landfall.Domain.Registry;
using Landfall.Registry;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Models: their versions, and who has been champion.</summary>
public sealed class ModelsApi(ModelRegistry registry)
{
    [Function("GetModel")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}")] HttpRequest request,
        string model, CancellationToken cancel)
    {
        var versions = new List<VersionRecord>();
        if (model.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            await foreach (var version in registry.Versions(model, cancel))
                versions.Add(version);
        }

        return versions.Count == 0
            ? Answers.Refuse(StatusCodes.Status404NotFound, "unknownModel", $"No version of '{model}' is registered.",
                "A run registers one after its gates.")
            : Answers.Of(new { model, versions, champion = await registry.History(model, "champion", cancel) });
    }
}
