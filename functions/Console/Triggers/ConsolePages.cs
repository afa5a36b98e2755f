using Landfall.Domain.Storage;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Triggers;

/// <summary>The pages. They work without script.</summary>
public sealed class ConsolePages(FleetViews fleet, RunViews views, RunDirectory runs, IBlobStore blobs)
{
    [Function("ConsoleFleet")]
    public async Task<IResult> Fleet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        FleetPage.Of(await fleet.Read(client, cancel), PageCaller.Links(request)).ToResult();

    [Function("ConsoleRun")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console/runs/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var page = await views.Find(id, client, cancel) is { } view
            ? RunPage.Of(view, PageCaller.Links(request), PageCaller.Person(request), PageCaller.Action(request.Query["done"]))
            : MessagePage.NoRun(id, PageCaller.Links(request));
        return page.ToResult();
    }

    [Function("ConsoleDataReport")]
    public async Task<IResult> DataReport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console/runs/{id}/data-report")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (await runs.Find(id, client, cancel) is null || await blobs.Read(Paths.DataReportPage(id), cancel) is not { } page)
            return MessagePage.NoRun(id, PageCaller.Links(request)).ToResult();

        PageHeaders.Apply(request.HttpContext.Response.Headers);
        // The report shows values from data: nothing in it may run, whatever it says.
        request.HttpContext.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
        return Results.Bytes(page.Content, "text/html; charset=utf-8");
    }
}
