using System.Text.RegularExpressions;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Documents.Reading;

/// <summary>Checks the form of a text; null means that it is right, otherwise what was expected.</summary>
internal static partial class TextForm
{
    /// <summary>What was expected, or null when the text has the form.</summary>
    public static string? Expected(string text, FieldFormat format) => format switch
    {
        FieldFormat.Name => Unless(Name().IsMatch(text), "lower-case letters, digits and hyphens, a letter first"),
        FieldFormat.Image => Unless(
            Image().IsMatch(text), "registry/repository@sha256:<64 hex> or registry/repository:tag"),
        FieldFormat.Container => Unless(
            Container().IsMatch(text) && !text.Contains("--", StringComparison.Ordinal),
            "3 to 63 lower-case letters, digits and single hyphens"),
        FieldFormat.Quantity => Unless(Quantity().IsMatch(text), "a Kubernetes quantity such as 500m, 2 or 4Gi"),
        FieldFormat.Cron => Unless(Cron().IsMatch(text), "five cron fields, for example 0 3 * * *"),
        FieldFormat.Email => Unless(Email().IsMatch(text), "a mail address"),
        FieldFormat.Url => Unless(
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            "an absolute http or https address"),
        FieldFormat.Variable => Unless(Variable().IsMatch(text), "letters, digits and underscores, no digit first"),
        FieldFormat.Path => Unless(IsRelativePath(text), "a relative path with / and without .."),
        FieldFormat.Regex => Unless(IsRegex(text), "a regular expression without back-references or look-around"),
        _ => null,
    };

    private static string? Unless(bool right, string expected) => right ? null : expected;

    private static bool IsRelativePath(string text) =>
        text.Length > 0 && text[0] != '/' && !text.Contains('\\') && !text.Split('/').Any(part => part is ".." or "");

    private static bool IsRegex(string text)
    {
        try
        {
            // Non-backtracking: the expression of an author must not be able to stall a validation.
            _ = new Regex(text, RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+"
        + @"(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\z")]
    private static partial Regex Container();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?\z")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^[0-9A-Za-z*/,#?L-]+( [0-9A-Za-z*/,#?L-]+){4}\z")]
    private static partial Regex Cron();

    [GeneratedRegex(@"^[^@\s<>""]{1,64}@[^@\s<>""]{1,255}\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();
}
