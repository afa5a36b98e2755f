using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Landfall.Domain.Git;

namespace Landfall.Git;

/// <summary><c>GET</c> and <c>POST /repos/{owner}/{repo}/pulls</c>.</summary>
internal sealed class GitHubApi(PullRequest wanted) : IPullRequestApi
{
    private string Owner => wanted.Place.Repository.Split('/')[0];

    public Uri Find => new(
        wanted.Place.Api,
        $"repos/{wanted.Place.Repository}/pulls?state=all&per_page=1&head={Uri.EscapeDataString($"{Owner}:{wanted.From}")}"
        + $"&base={Uri.EscapeDataString(wanted.Into)}");

    public Uri Create => new(wanted.Place.Api, $"repos/{wanted.Place.Repository}/pulls");

    public JsonObject Body => new()
    {
        ["title"] = wanted.Title,
        ["head"] = wanted.From,
        ["base"] = wanted.Into,
        ["body"] = wanted.Text,
    };

    public IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>
    {
        ["Accept"] = "application/vnd.github+json",
        ["X-GitHub-Api-Version"] = "2022-11-28",
    };

    public AuthenticationHeaderValue Sign(string token) => new("Bearer", token);

    public Uri? First(JsonNode found) => found is JsonArray and [{ } first, ..] ? Link(first) : null;

    public Uri Link(JsonNode created) =>
        Uri.TryCreate((string?)created["html_url"], UriKind.Absolute, out var page)
            ? page : throw new IOException($"{wanted.Place.Api.Host} names no page of the pull request.");
}
