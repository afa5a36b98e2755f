using Landfall.Domain.Access;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Models;

namespace Landfall.Functions.Console.Triggers;

/// <summary>How champions are doing after their promotion.</summary>
public sealed class WatchesApi(Door door)
{
    [Function("GetModelWatch")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "models/{model}/watch")] HttpRequest request,
        string model, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if ((await door.Enter(request, null, cancel)).Refusal(AccessAct.View, model) is { } refused)
            return Answers.Refuse(refused);

        var (status, ended) = await ModelWatches.Find(client, model, cancel);
        return status is not null
            ? Answers.Of(status)
            : Answers.Refuse(
                StatusCodes.Status404NotFound, "notWatched", $"'{model}' is not watched{(ended is null ? "" : $": {ended}")}.",
                "Add spec.watch to its pipeline and apply it: landfall pipeline apply FILE.");
    }
}
