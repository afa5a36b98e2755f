using Landfall.Domain.Approvals;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Pages;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>Takes the decision from the page's form, then shows the page again, which is the receipt.</summary>
public sealed class SubmitDecision(
    ApprovalLog log, PersonalLinks links, Guests guests, Decider decider, ApproveOptions options)
{
    private const int MaxBody = 64 * 1024;

    /// <summary>Needs no key: the link is the key, or the sign-in, and the form's own token shows that it came from our page.</summary>
    [Function(nameof(SubmitDecision))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "approvals/{id}")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient hub, CancellationToken cancel)
    {
        if (!request.HasFormContentType || request.ContentLength > MaxBody)
            return Refuse(StatusCodes.Status400BadRequest, "This is not the form of the approval page. Open your link again.");

        var form = await request.ReadFormAsync(cancel);
        var token = form["t"].ToString();
        var question = ApprovalIds.IsValid(id) ? await log.Question(id, cancel) : null;
        var (guest, refused) = await guests.Of(request, token, id, question, cancel);
        if (refused is not null)
            return RefusalPage.Of(refused).ToResult();
        if (!await links.IsFormOf(form["form"], guest!, question!.Ticket, cancel))
            return Refuse(StatusCodes.Status403Forbidden, "The form was not made for this link. Open your link again.");
        if (Decider.KindOf(form["decision"]) is not { } kind)
            return Refuse(StatusCodes.Status400BadRequest, "Choose Approve, Reject or Withdraw.");
        var comment = form["comment"].ToString();
        if (comment.Length > options.LongestComment)
            return Refuse(
                StatusCodes.Status400BadRequest, $"The comment has {comment.Length} characters; {options.LongestComment} are kept.");

        if (await guests.Refusal(guest!, kind, question, cancel) is { } forbidden)
            return RefusalPage.Of(forbidden).ToResult();

        var ruling = await decider.Decide(question, new(kind, guest!.Person, comment, guest.Channel, Key: null), hub, cancel);
        return ruling.Refused is RefusedBecause.None or RefusedBecause.AlreadyDecided
            ? new SeeOther(token.Length == 0 ? id : $"{id}?t={token}")
            : Refuse(StatusCodes.Status409Conflict, ruling.Explanation);
    }

    private static IResult Refuse(int status, string message) => RefusalPage.Of(status, message).ToResult();
}
