using Landfall.Domain.Access;
using Landfall.Domain.Storage;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Triggers;

/// <summary>The pages. They work without script.</summary>
public sealed class ConsolePages(FleetViews fleet, RunViews views, RunDirectory runs, IBlobStore blobs, Door door)
{
    [Function("ConsoleFleet")]
    public async Task<IResult> Fleet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var (links, visit) = (PageCaller.Links(request), await door.Enter(request, null, cancel));
        if (visit.Refusal(AccessAct.View, null) is { } refused)
            return MessagePage.Refused(refused, links).ToResult();

        var seen = await fleet.Read(client, cancel);
        seen = seen with { Models = [.. seen.Models.Where(model => visit.May(AccessAct.View, model.Name))] };
        return FleetPage.Of(seen, links).ToResult();
    }

    [Function("ConsoleRun")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console/runs/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var (links, visit) = (PageCaller.Links(request), await door.Enter(request, null, cancel));
        if (visit.Refusal(AccessAct.View, null) is { } stranger)
            return MessagePage.Refused(stranger, links).ToResult();
        if (await views.Find(id, client, cancel) is not { } view)
            return MessagePage.NoRun(id, links).ToResult();

        var pipeline = view.Status.Run.Pipeline;
        // Where a name is asked for in the form, what it may do shows when it is sent.
        return visit.Refusal(AccessAct.View, pipeline) is { } refused
            ? MessagePage.Refused(refused, links).ToResult()
            : RunPage.Of(
                view, links, visit.SignedIn, PageCaller.Action(request.Query["done"]),
                action => visit.SignedIn is null || visit.May(RunActs.Of(action), pipeline)).ToResult();
    }

    [Function("ConsoleDataReport")]
    public async Task<IResult> DataReport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console/runs/{id}/data-report")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var (links, visit) = (PageCaller.Links(request), await door.Enter(request, null, cancel));
        if (visit.Refusal(AccessAct.View, null) is { } stranger)
            return MessagePage.Refused(stranger, links).ToResult();
        if (await runs.Find(id, client, cancel) is not { } run || await blobs.Read(Paths.DataReportPage(id), cancel) is not { } page)
            return MessagePage.NoRun(id, links).ToResult();
        if (visit.Refusal(AccessAct.View, run.Run.Pipeline) is { } refused)
            return MessagePage.Refused(refused, links).ToResult();

        PageHeaders.Apply(request.HttpContext.Response.Headers);
        // The report shows values from data: nothing in it may run, whatever it says.
        request.HttpContext.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
        return Results.Bytes(page.Content, "text/html; charset=utf-8");
    }
}
