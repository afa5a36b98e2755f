using Microsoft.Extensions.Options;

namespace Landfall.Functions.Ingest;

/// <summary>What this app needs to run at all.</summary>
public sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>Name of the <c>Environment</c> document this installation serves.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Name of the <c>DeliveryPolicy</c> document that applies here.</summary>
    public string Policy { get; init; } = "";

    /// <summary>How long the list of pipelines may be old when an event is matched; zero reads it each time.</summary>
    public TimeSpan PipelineCache { get; init; } = TimeSpan.FromSeconds(2);
}

internal sealed class IngestOptionsValidator : IValidateOptions<IngestOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        var gaps = new SettingGaps(IngestOptions.Section);

        gaps.RequireText(options.Environment, nameof(options.Environment), "the name of the Environment document");
        gaps.RequireText(options.Policy, nameof(options.Policy), "the name of the DeliveryPolicy document");
        gaps.Require(options.PipelineCache >= TimeSpan.Zero, nameof(options.PipelineCache), "zero or more");

        return gaps.ToResult();
    }
}
