using Landfall.Domain.Registry;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Register.Activities;

/// <summary>Marks a version that did harm: it is never given an alias again.</summary>
public sealed class SealVersionActivity(IModelRegistry registry, ILogger<SealVersionActivity> logger)
{
    [Function(Steps.SealVersion)]
    public async Task Run([ActivityTrigger] SealRequest request, CancellationToken cancel)
    {
        await registry.Seal(request, cancel);
        Log.Sealed(logger, request.Version.Model, request.Version.Number, request.RunId, request.Reason);
    }
}
