using Landfall.Contracts.Documents;

namespace Landfall.Domain.Git;

/// <summary>Where pull requests of a repository are opened, read from its address. Pure.</summary>
/// <param name="Api">Base address of the host's API, ending in a slash.</param>
/// <param name="Repository">As the API's paths have it: <c>owner/name</c>, or <c>organization/project/name</c>.</param>
public sealed record PullRequestPlace(GitHost Host, Uri Api, string Repository)
{
    public const string Expected =
        "a repository at github.com or dev.azure.com, or an Environment with spec.git.host and, on a server of your own, spec.git.api";

    /// <returns>Null when the address does not say enough.</returns>
    public static PullRequestPlace? Of(GitSpec git)
    {
        ArgumentNullException.ThrowIfNull(git);
        if (!Uri.TryCreate(git.Remote, UriKind.Absolute, out var remote) || remote.Scheme is not ("https" or "http"))
            return null;

        var parts = remote.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (git.Host ?? HostOf(remote)) switch
        {
            GitHost.GitHub when parts is [var owner, var name] =>
                new(GitHost.GitHub, ApiOf(git, GitHubApi(remote)), $"{owner}/{Bare(name)}"),
            GitHost.AzureDevOps when parts is [var organization, var project, "_git", var name] =>
                new(GitHost.AzureDevOps, ApiOf(git, $"{remote.Scheme}://{remote.Authority}/"), $"{organization}/{project}/{Bare(name)}"),
            _ => null,
        };
    }

    private static GitHost? HostOf(Uri remote) => remote.Host switch
    {
        "github.com" => GitHost.GitHub,
        "dev.azure.com" => GitHost.AzureDevOps,
        _ => null,
    };

    private static string GitHubApi(Uri remote) =>
        remote.Host == "github.com" ? "https://api.github.com/" : $"{remote.Scheme}://{remote.Authority}/api/v3/";

    private static Uri ApiOf(GitSpec git, string usual) => new(git.Api is { } own ? own.TrimEnd('/') + "/" : usual);

    private static string Bare(string name) => name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
}
