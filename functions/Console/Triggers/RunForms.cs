using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Takes the form of a run's page, passes on what it asks, and shows the page again.</summary>
public sealed class RunForms(RunDirectory runs, RunCommands commands)
{
    private const int LargestBody = 64 * 1024;

    [Function("ConsoleAsk")]
    public async Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "console/runs/{id}/ask/{action}")] HttpRequest request,
        string id, string action, [DurableClient] DurableTaskClient client, CancellationToken cancel)
    {
        var links = PageCaller.Links(request);
        if (!PageCaller.IsOwnPage(request))
            return No(links, StatusCodes.Status403Forbidden, "This form did not come from here",
                "The browser does not say that the form was sent from this console. Open the run here, over https or on localhost, "
                + "and send it again. Programs use the JSON API.");
        if (PageCaller.Action(action) is not { } wanted || await runs.Find(id, client, cancel) is not { } run)
            return MessagePage.NoRun(id, links).ToResult();
        if (await Read(request, cancel) is not { } asking)
            return No(links, StatusCodes.Status400BadRequest, "A reason and a name are needed",
                $"Nothing was passed on. Expected: a reason of 1 to {Asking.LongestReason} characters, and who asks. "
                + "Go back and send it again.");

        return await commands.Send(wanted, run.Run, asking, client, cancel) is { } refused
            ? No(links, refused.Status, refused.Status == StatusCodes.Status403Forbidden ? "You may not decide this" : "It cannot take this now", refused.Message)
            : new SeeOther(links.Run(id, wanted.ToString().ToLowerInvariant()));
    }

    private static async Task<Asking?> Read(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType || request.ContentLength > LargestBody)
            return null;

        var form = await request.ReadFormAsync(cancel);
        var by = PageCaller.Person(request) ?? form["by"].ToString().Trim();
        var reason = form["reason"].ToString().Trim();
        return by.Length is 0 or > Asking.LongestBy || reason.Length is 0 or > Asking.LongestReason ? null : new(by, reason);
    }

    private static IResult No(ConsoleLinks links, int status, string title, string message) =>
        MessagePage.Of(status, title, message, links).ToResult();
}
