using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;

namespace Landfall.Notifications.Checks;

/// <summary>
/// <c>POST /repos/{owner}/{repo}/actions/workflows/{file}/dispatches</c> (version 2022-11-28). It answers without a body:
/// the run that it starts has no address yet.
/// </summary>
internal sealed class GithubWorkflow(CheckSpec check, Uri api) : ICheckApi
{
    public HttpRequestMessage Request(CheckMessage message, string secret, DateTimeOffset now)
    {
        var body = new JsonObject { ["ref"] = check.Ref, ["inputs"] = CheckInputs.Of(check, message) };
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(api, $"repos/{check.Repository}/actions/workflows/{check.Workflow}/dispatches"))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return request;
    }

    public Uri? Page(string answer) => null;

    public string Hint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            $" Give Checks__Secrets__{check.Secret} the right to write actions of {check.Repository}; {check.Workflow} must be there.",
        HttpStatusCode.UnprocessableEntity =>
            $" Is {check.Ref} there, and does {check.Workflow} have workflow_dispatch with the inputs landfall, landfall_callback "
            + "and those of the check?",
        _ => "",
    };
}
