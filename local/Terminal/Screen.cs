using System.Globalization;
using Spectre.Console;

namespace Landfall.Local.Terminal;

/// <summary>
/// What is said to whoever looks. On a terminal: colours and one live line. In a pipe: whole lines, no colours, nothing
/// that will be overwritten.
/// </summary>
internal static class Screen
{
    private const int NameWidth = 11;
    private const int TookWidth = 9;

    /// <summary>Columns of a line in a pipe: nobody wraps it there, but somebody will read it.</summary>
    private const int PipeWidth = 120;

    public static bool IsTerminal => AnsiConsole.Profile.Out.IsTerminal;

    public static int Width => IsTerminal ? Math.Max(60, AnsiConsole.Profile.Width) : PipeWidth;

    /// <summary>Tables get room where no terminal limits them.</summary>
    public static void Prepare()
    {
        if (!IsTerminal)
            AnsiConsole.Profile.Width = PipeWidth;
    }

    /// <summary>A line with markup; what is filled in is taken as it is.</summary>
    public static void Line(FormattableString markup)
    {
        if (IsTerminal)
            AnsiConsole.MarkupLineInterpolated(markup);
        else
            Raw(Markup.Remove(string.Format(
                CultureInfo.InvariantCulture, markup.Format,
                [.. markup.GetArguments().Select(value => value is string text ? Markup.Escape(text) : value)])));
    }

    /// <summary>A line that must stay whole, so that an address can be copied: the terminal itself may fold it.</summary>
    public static void Raw(string line) => AnsiConsole.Profile.Out.Writer.WriteLine(line);

    /// <summary>What is wrong and what to do, on the error stream.</summary>
    public static void Problem(string message) => Console.Error.WriteLine($"✕ {message}");

    /// <summary>A step that is done, in one line: sign, name, what came of it, how long it took.</summary>
    public static void Step(string sign, string colour, string name, string detail, TimeSpan took)
    {
        var room = Width - NameWidth - TookWidth - 6;
        var text = detail.ReplaceLineEndings(" ");
        text = text.Length <= room ? text : text[..(room - 1)] + "…";
        var time = string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.0} s").PadLeft(TookWidth);
        if (IsTerminal)
            AnsiConsole.MarkupLine(
                $" [{colour}]{sign}[/] {Markup.Escape(name).PadRight(NameWidth)} {Markup.Escape(text.PadRight(room))} [grey]{time}[/]");
        else
            Raw($" {sign} {name.PadRight(NameWidth)} {text.PadRight(room)} {time}");
    }

    /// <summary>Shows what is going on while the work lasts: one live line; a pipe gets none of it.</summary>
    public static Task<T> Live<T>(string first, Func<Action<string>, Task<T>> work) => IsTerminal
        ? AnsiConsole.Status().StartAsync(Markup.Escape(first), status => work(text => status.Status = Markup.Escape(Fit(text))))
        : work(static _ => { });

    private static string Fit(string text)
    {
        var room = Width - 4;
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= room ? line : line[..(room - 1)] + "…";
    }
}
