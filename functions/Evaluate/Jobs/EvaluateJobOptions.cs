using Landfall.Hosting.Signing;
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

    /// <summary>Instead of a file: the address of the vault that versions are signed in.</summary>
    public string TrustedKeysVault { get; init; } = "";

    internal PublicKeySource TrustedKeys => new(Section, TrustedKeysFile, TrustedKeysVault);
}

internal sealed class EvaluateJobOptionsValidator : IValidateOptions<EvaluateJobOptions>
{
    public ValidateOptionsResult Validate(string? name, EvaluateJobOptions options)
    {
        var gaps = new SettingGaps(EvaluateJobOptions.Section);
        gaps.RequireText(options.AgentImage, nameof(options.AgentImage), "the agent's image, name@sha256:…");
        options.TrustedKeys.Check(gaps);
        return gaps.ToResult();
    }
}
