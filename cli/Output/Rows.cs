using Spectre.Console;

namespace Landfall.Cli.Output;

/// <summary>Rows for people and for pipes: a table on a terminal, tab-separated lines elsewhere.</summary>
internal static class Rows
{
    /// <summary>Writes rows; columns whose name starts with <c>#</c> are numbers and stand right.</summary>
    public static void Write(CliHost host, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!host.IsTerminal)
        {
            host.Line(string.Join('\t', columns.Select(column => column.TrimStart('#'))));
            foreach (var row in rows)
                host.Line(string.Join('\t', row.Select(Safe)));
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            var heading = new TableColumn(Markup.Escape(column.TrimStart('#')));
            table.AddColumn(column.StartsWith('#') ? heading.RightAligned() : heading);
        }

        foreach (var row in rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(Safe(cell)))]);
        host.Console.Write(table);
    }

    /// <summary>A text without control characters: what the platform tells must not steer a terminal.</summary>
    public static string Safe(string text) =>
        text.Any(char.IsControl) ? new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;

    /// <summary>The same for a text of several lines.</summary>
    public static string SafeLines(string text) => string.Join('\n', text.Split('\n').Select(Safe));
}
