using Landfall.Domain.Signing;
using Landfall.Functions.Console.Runs;
using Landfall.Signing;
using Microsoft.Extensions.Options;

namespace Landfall.Functions.Console;

/// <summary>What a document is checked against when the caller does not say.</summary>
public sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>Name of the Environment document; without it the only one there is.</summary>
    public string? Environment { get; init; }

    /// <summary>Name of the DeliveryPolicy document; without it the only one there is.</summary>
    public string? Policy { get; init; }

    /// <summary>A file of PEM public keys: whose signature on a record's head counts. Without one it is not checked, and that is said.</summary>
    public string? RecordKeysFile { get; init; }

    internal ISignatureCheck? RecordSignatures() => RecordKeys() is { } keys ? new SignatureCheck(keys) : null;

    internal RunStories StoriesOf(IServiceProvider services) => ActivatorUtilities.CreateInstance<RunStories>(
        services, RecordKeys() is { } keys ? [keys] : []);

    private FilePublicKeys? RecordKeys() => string.IsNullOrWhiteSpace(RecordKeysFile)
        ? null
        : new FilePublicKeys(RecordKeysFile, $"{Section}__{nameof(RecordKeysFile)}");

    /// <summary>The largest document that is read, in bytes.</summary>
    public int LargestDocument { get; init; } = 1024 * 1024;
}

internal sealed class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        var gaps = new SettingGaps(ConsoleOptions.Section);
        gaps.Require(options.LargestDocument > 0, nameof(options.LargestDocument), "more than zero bytes");
        return gaps.ToResult();
    }
}
