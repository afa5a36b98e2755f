using System.Runtime.CompilerServices;
using System.Text;

namespace Landfall.Hosting.Pages;

/// <summary>
/// Markup. Built from interpolated strings: what stands in the string is markup, what stands in a hole is text and is
/// escaped, unless it is markup itself. Text from outside can therefore not become markup by being forgotten.
/// </summary>
public sealed class Html
{
    private readonly string markup;

    private Html(string markup) => this.markup = markup;

    public static Html Empty { get; } = new("");

    public static Html Of(Writer text) => new(text.ToMarkup());

    /// <summary>Markup as it is. Only for what this program wrote itself, such as a style sheet.</summary>
    internal static Html Trusted(string markup) => new(markup);

    /// <summary>Text, escaped.</summary>
    public static Html Text(string? text) => new(SafeText.Escape(text));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.markup)));

    /// <summary>One piece of markup for each item, in order.</summary>
    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> show) => Join(items.Select(show));

    public static Html When(bool condition, Func<Html> show) => condition ? show() : Empty;

    /// <summary>The markup itself.</summary>
    public override string ToString() => markup;

    /// <summary>Tells what the compiler took from the source from what came at run time.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Writer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder built = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => built.Append(markup);

        public void AppendFormatted(Html? inner) => built.Append(inner?.markup);

        public void AppendFormatted(string? text) => built.Append(SafeText.Escape(text));

        public void AppendFormatted<T>(T value, string? format = null)
            where T : IFormattable =>
            built.Append(SafeText.Escape(value.ToString(format, System.Globalization.CultureInfo.InvariantCulture)));

        internal string ToMarkup() => built.ToString();
    }
}
