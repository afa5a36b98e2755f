using Microsoft.Extensions.Options;

namespace Landfall.Functions.Validate;

/// <summary>What one validation may use of its machine, and how large a holdout is evaluated.</summary>
public sealed class ValidateOptions
{
    public const string Section = "Validate";

    /// <summary>Where the per-run folders are made; empty means the system's folder for temporary files.</summary>
    public string WorkFolder { get; init; } = "";

    /// <summary>Rows of the holdout that are evaluated; more are chosen from by hash.</summary>
    public int MaxHoldoutRows { get; init; } = 20_000;

    /// <summary>How large the files of one dataset may be together; packed files count unpacked too.</summary>
    public long MaxDatasetMegabytes { get; init; } = 20_480;

    internal long MaxDatasetBytes => MaxDatasetMegabytes * 1024 * 1024;

    /// <summary>DuckDB's memory; above it data is spilled to the run's folder.</summary>
    public int MemoryMegabytes { get; init; } = 1024;

    public int Threads { get; init; } = 2;

    /// <summary>For all work on the data of one run.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(20);
}

internal sealed class ValidateOptionsValidator : IValidateOptions<ValidateOptions>
{
    public ValidateOptionsResult Validate(string? name, ValidateOptions options)
    {
        var gaps = new SettingGaps(ValidateOptions.Section);

        gaps.Require(options.MaxHoldoutRows >= 100, nameof(options.MaxHoldoutRows), "100 or more");
        gaps.Require(options.MaxDatasetMegabytes >= 1, nameof(options.MaxDatasetMegabytes), "1 or more");
        gaps.Require(options.MemoryMegabytes >= 128, nameof(options.MemoryMegabytes), "128 or more");
        gaps.Require(options.Threads is >= 1 and <= 64, nameof(options.Threads), "between 1 and 64");
        gaps.RequirePositive(options.TimeLimit, nameof(options.TimeLimit));

        return gaps.ToResult();
    }
}
