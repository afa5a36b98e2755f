using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Landfall.Domain.Git;

namespace Landfall.Git;

/// <summary><c>GET</c> and <c>POST {organization}/{project}/_apis/git/repositories/{name}/pullrequests</c>.</summary>
internal sealed class AzureDevOpsApi(PullRequest wanted) : IPullRequestApi
{
    private const string Version = "api-version=7.1";

    /// <summary>A description may have 4,000 characters.</summary>
    private const int LongestText = 4000;

    private string Project => wanted.Place.Repository[..wanted.Place.Repository.LastIndexOf('/')];

    private string Name => wanted.Place.Repository[(wanted.Place.Repository.LastIndexOf('/') + 1)..];

    private string Path => $"{Project}/_apis/git/repositories/{Name}/pullrequests";

    public Uri Find => new(
        wanted.Place.Api,
        $"{Path}?searchCriteria.status=all&searchCriteria.sourceRefName={Uri.EscapeDataString($"refs/heads/{wanted.From}")}"
        + $"&searchCriteria.targetRefName={Uri.EscapeDataString($"refs/heads/{wanted.Into}")}&$top=1&{Version}");

    public Uri Create => new(wanted.Place.Api, $"{Path}?{Version}");

    public JsonObject Body => new()
    {
        ["sourceRefName"] = $"refs/heads/{wanted.From}",
        ["targetRefName"] = $"refs/heads/{wanted.Into}",
        ["title"] = wanted.Title,
        ["description"] = wanted.Text.Length <= LongestText ? wanted.Text : wanted.Text[..LongestText],
    };

    public IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string> { ["Accept"] = "application/json" };

    public AuthenticationHeaderValue Sign(string token) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($":{token}")));

    public Uri? First(JsonNode found) => found["value"] is JsonArray and [{ } first, ..] ? Link(first) : null;

    /// <summary>The API's own addresses are for programs: people have a page.</summary>
    public Uri Link(JsonNode created) => (int?)created["pullRequestId"] is { } number
        ? new(wanted.Place.Api, $"{Project}/_git/{Name}/pullrequest/{number}")
        : throw new IOException($"{wanted.Place.Api.Host} names no number of the pull request.");
}
