using Microsoft.Extensions.Options;

namespace Landfall.Functions.Rollout;

/// <summary>What this app needs to run at all. What a rollout needs stands in the documents, not here.</summary>
public sealed class RolloutOptions
{
    public const string Section = "Rollout";

    /// <summary>The image whose entry point is the agent; in a real cluster with its digest.</summary>
    public string AgentImage { get; init; } = "";

    /// <summary>A file of PEM public keys: versions signed by others are refused.</summary>
    public string TrustedKeysFile { get; init; } = "";

    /// <summary>How long a pod's link to the registry lives. Renewed at every deployment; a day longer than storage allows fails.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromDays(7);
}

internal sealed class RolloutOptionsValidator : IValidateOptions<RolloutOptions>
{
    public ValidateOptionsResult Validate(string? name, RolloutOptions options)
    {
        var gaps = new SettingGaps(RolloutOptions.Section);
        gaps.RequireText(options.AgentImage, nameof(options.AgentImage), "the agent's image, name@sha256:…");
        gaps.RequireText(options.TrustedKeysFile, nameof(options.TrustedKeysFile), "the file of the trusted public keys, PEM");
        gaps.RequirePositive(options.LinkLifetime, nameof(options.LinkLifetime));
        return gaps.ToResult();
    }
}
