using System.Text;

namespace Landfall.Bench.Rollout;

/// <summary>Tables and pictures of one part of the page: on the screen as they come, and as its text.</summary>
internal sealed class Findings(string folder)
{
    private readonly StringBuilder _page = new();

    public string Text => _page.ToString().ReplaceLineEndings("\n");

    public void Table(string title, string note, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        var widths = columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        Console.WriteLine("  " + string.Join("  ", columns.Select((column, i) => Fit(column, widths[i], i == 0))));
        foreach (var row in rows)
            Console.WriteLine("  " + string.Join("  ", row.Select((cell, i) => Fit(cell, widths[i], i == 0))));

        _page.AppendLine($"## {title}").AppendLine().AppendLine(note).AppendLine();
        _page.AppendLine($"| {string.Join(" | ", columns)} |");
        _page.AppendLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", columns.Count - 1))}");
        foreach (var row in rows)
            _page.AppendLine($"| {string.Join(" | ", row)} |");
        _page.AppendLine();
    }

    public void Picture(string name, string title, string svg)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"rollout-{name}.svg"), svg);
        _page.AppendLine($"![{title}](rollout-{name}.svg)").AppendLine();
    }

    private static string Fit(string text, int width, bool isLeft) => isLeft ? text.PadRight(width) : text.PadLeft(width);
}
