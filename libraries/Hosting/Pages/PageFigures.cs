using System.Globalization;

namespace Landfall.Hosting.Pages;

/// <summary>Numbers for people. Equal kinds have equal decimals, so that columns can be compared by eye.</summary>
public static class PageFigures
{
    /// <summary>Four decimals for what lies near 1, as metrics do; fewer for what is large.</summary>
    public static string Number(double value) => value.ToString(Format(value), CultureInfo.InvariantCulture);

    /// <summary>The same with its sign.</summary>
    public static string Signed(double value) =>
        value.ToString($"+{Format(value)};-{Format(value)};{Format(value)}", CultureInfo.InvariantCulture);

    /// <param name="rate">From 0 to 1.</param>
    public static string Percent(double rate) => (rate * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Twelve digits to see, all of them to copy.</summary>
    public static Html Digest(string digest) => Html.Of($"<code class=\"digest short\" title=\"{digest}\">{digest}</code>");

    private static string Format(double value) => Math.Abs(value) < 10 ? "0.0000" : "#,##0.##";
}
