namespace Landfall.Domain.Git;

/// <summary>A change that people are to merge.</summary>
/// <param name="From">The branch that holds it.</param>
/// <param name="Into">The branch it is for.</param>
public sealed record PullRequest(PullRequestPlace Place, string From, string Into, string Title, string Text);

/// <summary>Asks people to merge a branch.</summary>
public interface IPullRequests
{
    /// <summary>Opens the pull request, unless this branch has had one, open or closed: whoever closed it has decided.</summary>
    /// <returns>Where people see it.</returns>
    /// <exception cref="IOException">The host is away or refuses; the message says what would help.</exception>
    Task<Uri> Open(PullRequest wanted, CancellationToken cancel);
}
