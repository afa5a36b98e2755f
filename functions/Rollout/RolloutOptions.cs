using Landfall.Hosting.Signing;
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

    /// <summary>Instead of a file: the address of the vault that versions are signed in.</summary>
    public string TrustedKeysVault { get; init; } = "";

    /// <summary>
    /// Where the gateway answers with its counters by stratum, as the local one does at <c>/-/metrics</c>; empty where it
    /// does not. Elsewhere the environment's <c>metrics.gatewayFailures</c> asks Prometheus.
    /// </summary>
    public string GatewayMetrics { get; init; } = "";

    /// <summary>How long a pod's link to the registry lives. Renewed when a quarter of it is over; longer than storage allows, seven days, fails.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromDays(7);

    internal PublicKeySource TrustedKeys => new(Section, TrustedKeysFile, TrustedKeysVault);
}

internal sealed class RolloutOptionsValidator : IValidateOptions<RolloutOptions>
{
    public ValidateOptionsResult Validate(string? name, RolloutOptions options)
    {
        var gaps = new SettingGaps(RolloutOptions.Section);
        gaps.RequireText(options.AgentImage, nameof(options.AgentImage), "the agent's image, name@sha256:…");
        options.TrustedKeys.Check(gaps);
        gaps.Require(
            options.GatewayMetrics.Length == 0 || Uri.TryCreate(options.GatewayMetrics, UriKind.Absolute, out _),
            nameof(options.GatewayMetrics), "an absolute address, or nothing");
        gaps.RequirePositive(options.LinkLifetime, nameof(options.LinkLifetime));
        return gaps.ToResult();
    }
}
