using System.Text.Json;
using Landfall.Domain.Approvals;
using Landfall.Functions.Approve.Asking;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>
/// Takes a decision from a program: with the app's function key for the person it names, or with a personal link. The
/// answer is the state after it; the same key again changes nothing and answers the same.
/// </summary>
public sealed class PostDecision(ApprovalLog log, PersonalLinks links, Decider decider, ApproveOptions options)
{
    private const int MaxKey = 100;

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
        if (await Read(request, cancel) is not { } call || Decider.KindOf(call.Decision) is not { } kind)
            return Bad("The body must be JSON: { \"by\", \"decision\": \"approve\", \"reject\" or \"withdraw\", \"comment\", \"key\" }.");
        if (call.Comment?.Length > options.LongestComment || call.Key?.Length > MaxKey)
            return Bad($"comment may have {options.LongestComment} characters, key {MaxKey}.");

        var question = ApprovalIds.IsValid(id) ? await log.Question(id, cancel) : null;
        var (by, channel) = (call.By ?? call.Person, "api");
        if (mustHaveLink || BearerToken.Of(request) is not null || call.Token is not null)
        {
            var (claim, refused) = await links.Open(BearerToken.Of(request) ?? call.Token, id, question, cancel);
            if (refused is not null)
                return Problems.Of(refused.Status, "link", refused.Message);
            (by, channel) = (claim!.Person, "link");
        }

        if (question is null)
            return Problems.Of(StatusCodes.Status404NotFound, "unknown", $"There is no approval {id}.");
        if (string.IsNullOrWhiteSpace(by))
            return Bad("by must name the person who decides.");

        // A caller's key is the caller's own: it must not meet another person's.
        var key = call.Key is null ? null : $"{by}:{call.Key}";
        var ruling = await decider.Decide(question, new(kind, by, call.Comment, channel, key), hub, cancel);
        return ruling.Entry is null
            ? Problems.Of(StatusCodes.Status409Conflict, ruling.Refused.ToString(), ruling.Explanation)
            : Microsoft.AspNetCore.Http.Results.Json(
                ApprovalFold.Of(question, await log.Entries(id, cancel)), ContractsJson.Options);
    }

    private static IResult Bad(string message) => Problems.Of(StatusCodes.Status400BadRequest, "body", message);

    private static async Task<DecisionCall?> Read(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, DecisionJson.Default.DecisionCall, cancel);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
