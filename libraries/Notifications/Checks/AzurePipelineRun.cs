using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Contracts.Documents;
using Landfall.Domain.Checks;

namespace Landfall.Notifications.Checks;

/// <summary><c>POST {organization}/{project}/_apis/pipelines/{number}/runs</c> (7.1). It answers with the run and its page.</summary>
internal sealed class AzurePipelineRun(CheckSpec check, Uri api) : ICheckApi
{
    public HttpRequestMessage Request(CheckMessage message, string secret, DateTimeOffset now)
    {
        var place = check.Ref.StartsWith("refs/", StringComparison.Ordinal) ? check.Ref : $"refs/heads/{check.Ref}";
        var body = new JsonObject
        {
            ["resources"] = new JsonObject
            {
                ["repositories"] = new JsonObject { ["self"] = new JsonObject { ["refName"] = place } },
            },
            ["templateParameters"] = CheckInputs.Of(check, message),
        };
        var parts = check.Repository!.Split('/').Select(Uri.EscapeDataString);
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(api, $"{string.Join('/', parts)}/_apis/pipelines/{check.Workflow}/runs?api-version=7.1"))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($":{secret}")));
        return request;
    }

    public Uri? Page(string answer) =>
        Uri.TryCreate((string?)JsonNode.Parse(answer)?["_links"]?["web"]?["href"], UriKind.Absolute, out var page)
        && page.Scheme == Uri.UriSchemeHttps ? page : null;

    public string Hint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            $" Give Checks__Secrets__{check.Secret} the right to build (read & execute) in {check.Repository}; "
            + $"pipeline {check.Workflow} must be there.",
        HttpStatusCode.BadRequest =>
            $" Is {check.Ref} there, and does the pipeline have the parameters landfall, landfall_callback and those of the check?",
        _ => "",
    };
}
