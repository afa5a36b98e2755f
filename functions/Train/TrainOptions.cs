using Microsoft.Extensions.Options;

namespace Landfall.Functions.Train;

/// <summary>What this app needs to run at all.</summary>
public sealed class TrainOptions
{
    public const string Section = "Train";

    /// <summary>The image whose entry point is the agent; in a real cluster with its digest.</summary>
    public string AgentImage { get; init; } = "";
}

internal sealed class TrainOptionsValidator : IValidateOptions<TrainOptions>
{
    public ValidateOptionsResult Validate(string? name, TrainOptions options)
    {
        var gaps = new SettingGaps(TrainOptions.Section);
        gaps.RequireText(options.AgentImage, nameof(options.AgentImage), "the agent's image, name@sha256:…");
        return gaps.ToResult();
    }
}
