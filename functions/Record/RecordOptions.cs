using Landfall.Git;
using Microsoft.Extensions.Options;

namespace Landfall.Functions.Record;

/// <summary>Where what should run is written down. All of it may be left out.</summary>
public sealed class RecordOptions
{
    public const string Section = "Record";

    /// <summary>The repository; without it the one that the run's Environment document names.</summary>
    public string? GitRemote { get; init; }

    /// <summary>The branch; without it the one that the Environment document names, or <c>main</c>.</summary>
    public string? GitBranch { get; init; }

    /// <summary>For a remote over https.</summary>
    public string? GitToken { get; init; }

    public string GitAuthorName { get; init; } = "Landfall";

    public string GitAuthorEmail { get; init; } = "landfall@localhost";

    /// <summary>Where a change has its folder while it is made.</summary>
    public string WorkFolder { get; init; } = Path.Combine(Path.GetTempPath(), "landfall-git");

    internal GitOptions Git() => new(WorkFolder, GitToken, GitAuthorName, GitAuthorEmail);
}

internal sealed class RecordOptionsValidator : IValidateOptions<RecordOptions>
{
    public ValidateOptionsResult Validate(string? name, RecordOptions options)
    {
        var gaps = new SettingGaps(RecordOptions.Section);

        gaps.RequireText(options.WorkFolder, nameof(options.WorkFolder), "a folder that this app can write to");
        gaps.RequireText(options.GitAuthorName, nameof(options.GitAuthorName), "who commits");
        gaps.RequireText(options.GitAuthorEmail, nameof(options.GitAuthorEmail), "the address of who commits");

        return gaps.ToResult();
    }
}
