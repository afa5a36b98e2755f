using Landfall.Domain.Experiments;
using Landfall.Domain.Registry;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Register.Activities;

/// <summary>Points an alias at a version if it still points where the run saw it; a move already made is a success.</summary>
public sealed class MoveAliasActivity(IModelRegistry registry, ILogger<MoveAliasActivity> logger)
{
    [Function(Steps.MoveAlias)]
    public async Task Run([ActivityTrigger] MoveAliasRequest request, CancellationToken cancel)
    {
        Experiment.Forbid(request.RunId, "move an alias");
        await registry.MoveAlias(request, cancel);
        Log.Moved(logger, request.Alias, request.To.Model, request.To.Number, request.RunId);
    }
}
