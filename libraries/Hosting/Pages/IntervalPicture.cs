namespace Landfall.Hosting.Pages;

/// <summary>
/// Draws what is known of a number on a line: its interval as a band, the number as a mark, what it is held against as
/// lines. The numbers stand beside it as text; the picture is for the eye. Pictures on one scale can be compared.
/// </summary>
/// <param name="From">Left edge.</param>
/// <param name="To">Right edge.</param>
public sealed record IntervalPicture(double From, double To)
{
    private const int Width = 1000;

    /// <summary>A scale that has room for all of these.</summary>
    public static IntervalPicture Around(params IReadOnlyCollection<double?> values)
    {
        var known = values.OfType<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (known.Min(), known.Max());
        var air = Math.Max((high - low) * 0.12, 1e-9);
        return new(low - air, high + air);
    }

    /// <param name="kind">The colour: <c>champion</c> or <c>candidate</c>.</param>
    /// <param name="against">Drawn as a thin line in the champion's colour.</param>
    /// <param name="limit">Drawn as a dashed line.</param>
    public Html Of(string kind, double value, double low, double high, double? against = null, double? limit = null) => Html.Of($"""
        <svg class="interval" viewBox="0 0 {Width} 20" preserveAspectRatio="none" aria-hidden="true">
        <line class="axis" x2="{Width}" y1="10" y2="10"/>
        <rect class="{kind} band" x="{X(low)}" width="{Math.Max(4, X(high) - X(low))}" y="4" height="12"/>
        {Line("champion", against)}{Line("limit", limit)}
        <line class="{kind} mark" x1="{X(value)}" x2="{X(value)}" y1="1" y2="19"/></svg>
        """);

    private Html Line(string kind, double? at) => at is { } value
        ? Html.Of($"<line class=\"{kind}\" x1=\"{X(value)}\" x2=\"{X(value)}\" y2=\"20\"/>")
        : Html.Empty;

    private int X(double value) => (int)(Math.Clamp((value - From) / (To - From), 0, 1) * Width);
}
