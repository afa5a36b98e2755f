namespace Landfall.Git;

/// <summary>How commits are made.</summary>
/// <param name="WorkFolder">Where a change has its folder while it is made.</param>
/// <param name="Token">For remotes over https; never logged.</param>
public sealed record GitOptions(
    string WorkFolder, string? Token = null, string AuthorName = "Landfall", string AuthorEmail = "landfall@localhost");
