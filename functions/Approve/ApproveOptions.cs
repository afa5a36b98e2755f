using Microsoft.Extensions.Options;

namespace Landfall.Functions.Approve;

/// <summary>What may be set of this app; it runs without any of it.</summary>
public sealed class ApproveOptions
{
    public const string Section = "Approve";

    /// <summary>The longest comment of a decision, in characters, 1 to 10,000.</summary>
    public int LongestComment { get; init; } = 2000;

    /// <summary>How long a person waits for the hub after the decision was written; it stands whatever the hub does.</summary>
    public TimeSpan WakeWithin { get; init; } = TimeSpan.FromSeconds(5);
}

internal sealed class ApproveOptionsValidator : IValidateOptions<ApproveOptions>
{
    private const int MostCharacters = 10_000;

    public ValidateOptionsResult Validate(string? name, ApproveOptions options)
    {
        var gaps = new SettingGaps(ApproveOptions.Section);

        gaps.Require(
            options.LongestComment is >= 1 and <= MostCharacters, nameof(options.LongestComment), $"1 to {MostCharacters}");
        gaps.RequirePositive(options.WakeWithin, nameof(options.WakeWithin));

        return gaps.ToResult();
    }
}
