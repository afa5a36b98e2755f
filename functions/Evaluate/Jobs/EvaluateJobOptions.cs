using Microsoft.Extensions.Options;

namespace Landfall.Functions.Evaluate.Jobs;

/// <summary>What the Jobs of this app need.</summary>
public sealed class EvaluateJobOptions
{
    public const string Section = "Evaluate";

    /// <summary>The image whose entry point is the agent; in a real cluster with its digest.</summary>
    public string AgentImage { get; init; } = "";

    /// <summary>
    /// Path of a file with the public keys (PEM, one after the other) a champion's signature is verified with. A first
    /// version has no champion and needs none.
    /// </summary>
    public string TrustedKeysFile { get; init; } = "";
}

internal sealed class EvaluateJobOptionsValidator : IValidateOptions<EvaluateJobOptions>
{
    public ValidateOptionsResult Validate(string? name, EvaluateJobOptions options)
    {
        var gaps = new SettingGaps(EvaluateJobOptions.Section);
        gaps.RequireText(options.AgentImage, nameof(options.AgentImage), "the agent's image, name@sha256:…");
        gaps.RequireText(
            options.TrustedKeysFile, nameof(options.TrustedKeysFile),
            "a file with the public keys that versions are signed with");
        return gaps.ToResult();
    }
}
