using Landfall.Functions.Approve.Overrides;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>What stands of an emergency override of a run. Changes nothing.</summary>
public sealed class ShowOverride(OverrideDesk desk)
{
    [Function(nameof(ShowOverride))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "overrides/{run}")] HttpRequest request, string run,
        [DurableClient] DurableTaskClient hub, CancellationToken cancel)
    {
        var (view, refused) = await desk.Show(request, run, hub, cancel);
        return view is null
            ? Problems.Of(refused!.Status, refused.Code, refused.Message)
            : Microsoft.AspNetCore.Http.Results.Json(view, ContractsJson.Options);
    }
}
