using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Console.Triggers;

/// <summary>The pages. They work without script.</summary>
public sealed class ConsolePages(RunDirectory runs, RecordReader records, IBlobStore blobs)
{
    [Function("ConsoleFleet")]
    public async Task<IResult> Fleet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        RunPages.Fleet(await runs.All(client, cancel), Code(request)).ToResult();

    [Function("ConsoleRun")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console/runs/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        await runs.Find(id, client, cancel) is { } run
            ? RunPages.Run(run, await runs.Rollout(id, client, cancel), await records.Read(id, cancel), Code(request)).ToResult()
            : Answers.NoRun(id);

    [Function("ConsoleDataReport")]
    public async Task<IResult> DataReport(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "console/runs/{id}/data-report")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        if (await runs.Find(id, client, cancel) is null || await blobs.Read(Paths.DataReportPage(id), cancel) is not { } page)
            return Answers.NoRun(id);

        PageHeaders.Apply(request.HttpContext.Response.Headers);
        // The report shows values from data: nothing in it may run, whatever it says.
        request.HttpContext.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
        return Results.Bytes(page.Content, "text/html; charset=utf-8");
    }

    private static string? Code(HttpRequest request) => request.Query["code"].FirstOrDefault();
}
