using System.Text.Json;
using System.Text.Json.Serialization;
using Landfall.Domain.Checks;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Checks;
using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>
/// Takes the answer of an outside check, at the address that was given to it. The first one counts; the same again changes
/// nothing and answers the same.
/// </summary>
public sealed class PostCheckResult(
    CheckLog log, CheckLinks links, ApproveOptions options, TimeProvider time, ILogger<PostCheckResult> logger)
{
    /// <summary>Bytes. Whoever has the address may send; nothing that a check says is longer.</summary>
    private const int LongestBody = 16 * 1024;

    /// <summary>Needs no key: the sealed address is the key.</summary>
    [Function(nameof(PostCheckResult))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "checks/{id}/result")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient hub, CancellationToken cancel)
    {
        var (ticket, refused) = await Ticket(request, id, cancel);
        if (ticket is null)
            return Problems.Of(refused!.Status, "link", refused.Message);

        var (report, unread) = await JsonBody.Read(
            request, CheckReportJson.Default.CheckReport, $"The body must be JSON: {CheckReport.Expected}.", cancel, LongestBody);
        if (report is null)
            return unread!;
        var (answer, problem) = report.Read(id, time.GetUtcNow());
        if (answer is null)
            return Problems.Of(StatusCodes.Status400BadRequest, "body", problem!);

        var standing = await log.Answer(answer, cancel);
        if ((standing.Conclusion, standing.Summary, standing.Url) != (answer.Conclusion, answer.Summary, answer.Url))
            return Problems.Of(
                StatusCodes.Status409Conflict, "answered",
                $"The check has its answer since {standing.At:u}: it {CheckRules.Word(standing.Conclusion)}, {standing.Summary}. "
                + "Nothing was changed.");

        Log.CheckAnswered(logger, id, standing.Conclusion);
        if (await Waking.Try(hub, Orchestrators.RunInstance(ticket.RunId), Signals.Checked, options.WakeWithin, time) is { } failure)
            Log.RunNotWoken(logger, ticket.RunId, failure);
        return Microsoft.AspNetCore.Http.Results.Json(standing, ContractsJson.Options);
    }

    private async Task<(CheckTicket? Ticket, LinkRefused? Refused)> Ticket(HttpRequest request, string id, CancellationToken cancel)
    {
        // Where people sign in, what stands in Authorization may be Easy Auth's: the address comes first.
        var token = request.Query["t"].ToString() is { Length: > 0 } inAddress ? inAddress : BearerToken.Of(request);
        var (claim, refused) = await links.Open(token, id, cancel);
        if (claim is null)
            return (null, refused);

        var ticket = ApprovalIds.IsValid(id) ? await log.Ticket(id, cancel) : null;
        return CheckLinks.Refusal(claim, ticket) is { } no ? (null, no) : (ticket, null);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CheckReport))]
internal sealed partial class CheckReportJson : JsonSerializerContext;
