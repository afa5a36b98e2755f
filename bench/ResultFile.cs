using System.Globalization;
using System.Text;

namespace Landfall.Bench;

/// <summary>Prints a benchmark's tables and writes them under <c>bench/results</c> with the command that made them.</summary>
internal sealed class ResultFile(string name, string command)
{
    private readonly StringBuilder _text = new();

    /// <summary>The repository's root: results are committed there, wherever the program was built.</summary>
    public static string Root { get; } = FindRoot();

    public void Say(string text) => Add(text + "\n\n");

    public void Table(string title, string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(head).ToList();
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        var lines = all.Select(row => Line(row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))))
            .ToList();
        lines.Insert(1, Line(widths.Select((width, i) => i == 0 ? new string('-', width) : new string('-', width - 1) + ":")));
        Add($"## {title}\n\n{string.Join("\n", lines)}\n\n");
    }

    public void Write()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, "bench", "results")).FullName;
        var file = Path.Combine(folder, name + ".md");
        File.WriteAllText(file, $"# {name}\n\n`{command}`\n\n{Machine()}\n\n{_text.ToString().TrimEnd()}\n");
        Console.WriteLine($"written to {Path.GetRelativePath(Root, file)}");
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, .NET {Environment.Version}, "
        + $"{System.Runtime.InteropServices.RuntimeInformation.OSDescription}. Compare figures within this page only.");

    private void Add(string text)
    {
        _text.Append(text);
        Console.Write(text);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Functions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
