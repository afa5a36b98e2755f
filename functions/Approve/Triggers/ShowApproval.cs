using Landfall.Domain.Approvals;
using Landfall.Domain.Overrides;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Pages;
using Landfall.Hosting.Pages;

namespace Landfall.Functions.Approve.Triggers;

/// <summary>Shows an approval to the person who signed in, or whose link it is: a page, or with <c>.json</c> behind the id its state. Changes nothing.</summary>
public sealed class ShowApproval(
    ApprovalLog log, PersonalLinks links, Guests guests, OverrideLog overrides, ApproveOptions options, TimeProvider time)
{
    private const string Json = ".json";

    /// <summary>Needs no key: the link is the key, or the sign-in.</summary>
    [Function(nameof(ShowApproval))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "approvals/{id}")] HttpRequest request, string id,
        CancellationToken cancel)
    {
        var isData = id.EndsWith(Json, StringComparison.Ordinal);
        var approval = isData ? id[..^Json.Length] : id;
        // What stands in Authorization is Easy Auth's where people sign in.
        var token = (guests.PeopleSignIn ? null : BearerToken.Of(request)) ?? request.Query["t"].ToString();
        var question = ApprovalIds.IsValid(approval) ? await log.Question(approval, cancel) : null;
        var (guest, refused) = await guests.Of(request, token, approval, question, cancel);
        if (refused is not null)
            return isData
                ? Problems.Of(refused.Status, "link", refused.Message)
                : RefusalPage.Of(refused).ToResult();

        var entries = await log.Entries(approval, cancel);
        if (!isData)
            return new ApprovalPage(
                    question!, entries, guest!.Person, token, await links.FormToken(guest, question!.Ticket, cancel),
                    options.LongestComment, time.GetUtcNow())
            {
                Unreached = await log.Unreached(approval, cancel),
                Override = await overrides.View(
                    question.Request.Run, question.Request.Version.StatementDigest, time.GetUtcNow(), cancel),
            }
                .ToPage().ToResult();

        PageHeaders.Apply(request.HttpContext.Response.Headers);
        return Microsoft.AspNetCore.Http.Results.Json(ApprovalFold.Of(question!, entries), ContractsJson.Options);
    }
}
