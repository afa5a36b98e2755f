using System.Globalization;
using System.Text;

namespace Landfall.Cli.Output;

/// <summary>One line of a chart.</summary>
/// <param name="Style">A class of the chart's style sheet: champion, candidate, harm, safe or unknown.</param>
/// <param name="IsDashed">For what is compared with or promised rather than measured.</param>
internal sealed record ChartLine(string Name, string Style, IReadOnlyList<(double X, double Y)> Points, bool IsDashed = false);

/// <summary>A line chart as SVG: in the colours of the pages, light or dark as the reader has it, without script.</summary>
/// <param name="Marks">Vertical lines with a word: where a step begins, a limit, a promise.</param>
/// <param name="IsLogarithmic">Of the x axis.</param>
internal sealed record Chart(
    string Title, string XLabel, string YLabel, IReadOnlyList<ChartLine> Lines, IReadOnlyList<(double X, string Name)> Marks,
    bool IsLogarithmic = false)
{
    private const int Width = 720;
    private const int Height = 380;
    private const int Left = 64;
    private const int Right = Width - 16;
    private const int Top = 56;
    private const int Bottom = Height - 76;

    private const string Style = """
        <style>
        svg { background: #fff; font: 12px system-ui, sans-serif }
        text { fill: #222 }
        .title { font-size: 15px; font-weight: 600 }
        .end { text-anchor: end }
        .middle { text-anchor: middle }
        line, polyline { fill: none }
        .axis { stroke: #888 }
        .grid { stroke: #ddd }
        .mark { stroke: #888; stroke-dasharray: 2 3 }
        .line { stroke-width: 2 }
        .dashed { stroke-dasharray: 6 4 }
        .champion { stroke: #0072B2 }
        .candidate { stroke: #E69F00 }
        .harm { stroke: #D55E00 }
        .safe { stroke: #009E73 }
        .unknown { stroke: #777 }
        @media (prefers-color-scheme: dark) {
          svg { background: #16181c }
          text { fill: #e8e8e8 }
          .grid { stroke: #33363c }
        }
        </style>
        """;

    public string ToSvg()
    {
        var xs = Lines.SelectMany(line => line.Points).Select(point => point.X).Concat(Marks.Select(mark => mark.X)).ToList();
        var (low, high) = xs.Count == 0 ? (0, 1) : (xs.Min(), Math.Max(xs.Max(), xs.Min() + 1e-9));
        var most = Lines.SelectMany(line => line.Points).Select(point => point.Y).DefaultIfEmpty(1).Max();
        most = Math.Max(most, 1e-9);

        var svg = new StringBuilder();
        svg.AppendLine(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-label="{Safe(Title)}">""");
        svg.AppendLine(Style);
        Label(svg, Left, 22, Title, "title");
        Label(svg, Left, 44, YLabel);
        Label(svg, Right, Bottom + 36, XLabel, "end");
        foreach (var tick in Round(0, most))
        {
            Line(svg, "grid", Left, Right, Y(tick), Y(tick));
            Label(svg, Left - 8, Y(tick) + 4, Number(tick), "end");
        }

        foreach (var tick in XTicks(low, high))
        {
            Line(svg, "grid", X(tick), X(tick), Top, Bottom);
            Label(svg, X(tick), Bottom + 18, Number(tick), "middle");
        }

        foreach (var (at, name) in Marks)
        {
            Line(svg, "mark", X(at), X(at), Top, Bottom);
            Label(svg, X(at) + 4, Top + 12, name);
        }

        foreach (var line in Lines)
            svg.AppendLine($"""<polyline class="{Classes(line)}" points="{Path(line)}"/>""");
        Line(svg, "axis", Left, Left, Top, Bottom);
        Line(svg, "axis", Left, Right, Bottom, Bottom);
        Legend(svg);
        return svg.AppendLine("</svg>").ToString();

        double X(double x) => Left + ((Place(x) - Place(low)) / Math.Max(1e-12, Place(high) - Place(low)) * (Right - Left));
        double Y(double y) => Bottom - (y / most * (Bottom - Top));
        string Path(ChartLine line) =>
            string.Join(' ', line.Points.Select(point => $"{Number(X(point.X), 1)},{Number(Y(point.Y), 1)}"));
    }

    private void Legend(StringBuilder svg)
    {
        var at = Left;
        foreach (var line in Lines)
        {
            Line(svg, Classes(line), at, at + 24, Height - 20, Height - 20);
            Label(svg, at + 30, Height - 16, line.Name);
            at += 48 + (int)(line.Name.Length * 6.4);
        }
    }

    private double Place(double x) => IsLogarithmic ? Math.Log10(Math.Max(x, 1e-9)) : x;

    private IEnumerable<double> XTicks(double low, double high) => IsLogarithmic
        ? Enumerable.Range(-6, 20).Select(power => Math.Pow(10, power))
            .SelectMany(ten => new[] { ten, 2 * ten, 5 * ten }).Where(tick => tick >= low && tick <= high)
        : Round(low, high);

    /// <summary>About five round numbers.</summary>
    private static IEnumerable<double> Round(double low, double high)
    {
        var rough = (high - low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 5, 10 }.Select(times => times * power).First(step => step >= rough);
        for (var tick = Math.Ceiling(low / step) * step; tick <= high + (step * 1e-6); tick += step)
            yield return tick;
    }

    private static void Line(StringBuilder svg, string style, double x1, double x2, double y1, double y2) => svg.AppendLine(
        $"""<line class="{style}" x1="{Number(x1, 1)}" x2="{Number(x2, 1)}" y1="{Number(y1, 1)}" y2="{Number(y2, 1)}"/>""");

    private static void Label(StringBuilder svg, double x, double y, string text, string style = "") => svg.AppendLine(
        $"""<text class="{style}" x="{Number(x, 1)}" y="{Number(y, 1)}">{Safe(text)}</text>""");

    private static string Classes(ChartLine line) => $"line {line.Style}{(line.IsDashed ? " dashed" : "")}";

    private static string Number(double number, int digits = 4) =>
        Math.Round(number, digits).ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => System.Net.WebUtility.HtmlEncode(text);
}
