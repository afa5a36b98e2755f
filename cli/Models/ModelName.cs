using System.Globalization;

namespace Landfall.Cli.Models;

/// <summary>A version as people write it.</summary>
internal sealed record ModelName(string Model, int Number)
{
    public override string ToString() => $"{Model}@{Number}";

    /// <returns>The number is null where none was written.</returns>
    /// <exception cref="CliException">What stands behind the @ is no version.</exception>
    public static (string Model, int? Number) Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 0)
            return (text, null);

        var version = text[(at + 1)..].TrimStart('v');
        return int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (text[..at], number)
            : throw new CliException($"'{text[(at + 1)..]}' is no version.", "Write a model and a number, for example flights-delay@3.");
    }
}
