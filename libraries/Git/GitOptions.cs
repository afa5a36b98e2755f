namespace Landfall.Git;

/// <summary>How commits are made.</summary>
/// <param name="WorkFolder">Where a change has its folder while it is made.</param>
/// <param name="Token">For remotes over https; never logged.</param>
public sealed record GitOptions(
    string WorkFolder, string? Token = null, string AuthorName = "Landfall", string AuthorEmail = "landfall@localhost")
{
    /// <summary>How long a remote may take; then the work is given up and repeated later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);
}
