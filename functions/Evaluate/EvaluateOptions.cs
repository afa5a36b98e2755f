using Microsoft.Extensions.Options;

namespace Landfall.Functions.Evaluate;

/// <summary>What judging one candidate may use of its machine.</summary>
public sealed class EvaluateOptions
{
    public const string Section = "Evaluate";

    /// <summary>Where the per-run folders are made; empty means the system's folder for temporary files.</summary>
    public string WorkFolder { get; init; } = "";

    /// <summary>DuckDB's memory, for reading predictions and for own metrics.</summary>
    public int MemoryMegabytes { get; init; } = 512;

    /// <summary>For all work on the predictions of one run.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);
}

internal sealed class EvaluateOptionsValidator : IValidateOptions<EvaluateOptions>
{
    public ValidateOptionsResult Validate(string? name, EvaluateOptions options)
    {
        var gaps = new SettingGaps(EvaluateOptions.Section);

        gaps.Require(options.MemoryMegabytes >= 128, nameof(options.MemoryMegabytes), "128 or more");
        gaps.RequirePositive(options.TimeLimit, nameof(options.TimeLimit));

        return gaps.ToResult();
    }
}
