using Landfall.Domain.Approvals;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>
/// Takes a decision from a program: with the app's function key for the person it names, or with a personal link. The
/// answer is the state after it; the same key again changes nothing and answers the same.
/// </summary>
public sealed class PostDecision(ApprovalLog log, Guests guests, Decider decider, ApproveOptions options)
{
    private const int MaxKey = 100;

    private const string Expected =
        "The body must be JSON: { \"by\", \"decision\": \"approve\", \"reject\" or \"withdraw\", \"comment\", \"key\" }.";

    [Function(nameof(PostDecision))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "approvals/{id}/decisions")] HttpRequest request, string id,
        [DurableClient] DurableTaskClient hub, CancellationToken cancel) =>
        Take(request, id, hub, mustHaveLink: false, cancel);

    /// <summary>Without a function key: the personal link is the key.</summary>
    [Function("PostPersonalDecision")]
    public Task<IResult> RunPersonal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "approvals/{id}/personal-decisions")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient hub, CancellationToken cancel) =>
        Take(request, id, hub, mustHaveLink: true, cancel);

    private async Task<IResult> Take(
        HttpRequest request, string id, DurableTaskClient hub, bool mustHaveLink, CancellationToken cancel)
    {
        var (call, unread) = await JsonBody.Read(request, DecisionJson.Default.DecisionCall, Expected, cancel);
        if (call is null)
            return unread!;
        if (Decider.KindOf(call.Decision) is not { } kind)
            return Bad(Expected);
        if (call.Comment?.Length > options.LongestComment || call.Key?.Length > MaxKey)
            return Bad($"comment may have {options.LongestComment} characters, key {MaxKey}.");

        var question = ApprovalIds.IsValid(id) ? await log.Question(id, cancel) : null;
        var (guest, refused) = await Guest(request, call, id, question, mustHaveLink, cancel);
        if (refused is not null)
            return Problems.Of(refused.Status, "link", refused.Message);
        if (question is null)
            return Problems.Of(StatusCodes.Status404NotFound, "unknown", $"There is no approval {id}.");
        if (guest is null)
            return Bad("by must name the person who decides.");
        if (await guests.Refusal(guest, kind, question, cancel) is { } forbidden)
            return Problems.Of(forbidden.Status, "mayNot", forbidden.Message);

        // A caller's key is the caller's own: it must not meet another person's.
        var key = call.Key is null ? null : $"{guest.Person}:{call.Key}";
        var ruling = await decider.Decide(question, new(kind, guest.Person, call.Comment, guest.Channel, key), hub, cancel);
        return ruling.Entry is null
            ? Problems.Of(StatusCodes.Status409Conflict, ruling.Refused.ToString(), ruling.Explanation)
            : Microsoft.AspNetCore.Http.Results.Json(
                ApprovalFold.Of(question, await log.Entries(id, cancel)), ContractsJson.Options);
    }

    /// <returns>Neither when nobody is named, or nothing was asked.</returns>
    private async Task<(Guest? Guest, LinkRefused? Refused)> Guest(
        HttpRequest request, DecisionCall call, string id, ApprovalQuestion? question, bool mustHaveLink, CancellationToken cancel)
    {
        // Where people sign in, what stands in Authorization is Easy Auth's; without a sign-in it can only be a link.
        var token = (guests.IsSignedIn(request) ? null : BearerToken.Of(request)) ?? call.Token;
        if (mustHaveLink || token is not null)
            return await guests.ByLink(token, id, question, cancel);
        return question is null || (string.IsNullOrWhiteSpace(call.By ?? call.Person) && !guests.IsSignedIn(request))
            ? (null, null)
            : await guests.Claimed(request, call.By ?? call.Person ?? "", question, cancel);
    }

    private static IResult Bad(string message) => Problems.Of(StatusCodes.Status400BadRequest, "body", message);
}
