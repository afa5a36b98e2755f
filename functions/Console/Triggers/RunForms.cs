using Landfall.Domain.Access;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Pages;
using Landfall.Functions.Console.Runs;

namespace Landfall.Functions.Console.Triggers;

/// <summary>Takes the form of a run's page, passes on what it asks, and shows the page again.</summary>
public sealed class RunForms(RunDirectory runs, RunCommands commands, Door door)
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
        var form = await Read(request, cancel);
        var visit = await door.Enter(request, form.By, cancel);
        if (visit.Refusal(AccessAct.View, null) is { } stranger)
            return MessagePage.Refused(stranger, links).ToResult();
        if (PageCaller.Action(action) is not { } wanted || await runs.Find(id, client, cancel) is not { } run)
            return MessagePage.NoRun(id, links).ToResult();
        if (visit.Refusal(RunActs.Of(wanted), run.Run.Pipeline) is { } forbidden)
            return MessagePage.Refused(forbidden, links).ToResult();
        if (visit.Name is not { } by || form.Reason is not { } reason)
            return No(links, StatusCodes.Status400BadRequest, "A reason and a name are needed",
                $"Nothing was passed on. Expected: a reason of 1 to {Asking.LongestReason} characters, and who asks. "
                + "Go back and send it again.");

        return await commands.Send(wanted, run.Run, new(by, reason), client, cancel) is { } refused
            ? No(links, refused)
            : new SeeOther(links.Run(id, wanted.ToString().ToLowerInvariant()));
    }

    /// <summary>What was written; null for what is missing or too long.</summary>
    private static async Task<(string? By, string? Reason)> Read(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType || request.ContentLength > LargestBody)
            return (null, null);

        var form = await request.ReadFormAsync(cancel);
        var by = form["by"].ToString().Trim();
        var reason = form["reason"].ToString().Trim();
        return (by.Length is 0 or > Asking.LongestBy ? null : by, reason.Length is 0 or > Asking.LongestReason ? null : reason);
    }

    private static IResult No(ConsoleLinks links, RunRefusal refused) => No(
        links, refused.Status,
        refused.Status == StatusCodes.Status403Forbidden ? "You may not decide this" : "It cannot take this now",
        refused.Code == SteeringDesk.Code ? $"{refused.Message} {refused.Hint}" : refused.Message);

    private static IResult No(ConsoleLinks links, int status, string title, string message) =>
        MessagePage.Of(status, title, message, links).ToResult();
}
