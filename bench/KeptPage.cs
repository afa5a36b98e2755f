using System.Globalization;
using System.Text.RegularExpressions;

namespace Landfall.Bench;

/// <summary>
/// A page of results whose parts are measured one by one, some for many minutes: a part that was measured takes its place, the
/// others stay, each with the day of its measurement.
/// </summary>
internal sealed partial class KeptPage(string file, string head, IReadOnlyList<string> order)
{
    public static string Results { get; } = Path.Combine(ResultFile.Root, "bench", "results");

    /// <summary>Writes the page at once, so that whatever ends the next part loses nothing.</summary>
    public void Keep(string part, string text)
    {
        var parts = Read();
        parts[part] = string.Create(
            CultureInfo.InvariantCulture, $"<!-- part {part}, measured {DateTime.UtcNow:yyyy-MM-dd} -->\n\n{text.Trim()}\n");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var known = order.Where(parts.ContainsKey).Select(name => parts[name]);
        File.WriteAllText(file, $"{head.Trim()}\n\n{string.Join("\n", known)}");
        Console.WriteLine($"\n{part} is kept in {Path.GetRelativePath(ResultFile.Root, file)}");
    }

    private Dictionary<string, string> Read()
    {
        if (!File.Exists(file))
            return [];

        var page = File.ReadAllText(file).ReplaceLineEndings("\n");
        var marks = Mark().Matches(page);
        return marks.Select((mark, i) => (
                Name: mark.Groups["name"].Value,
                Text: page[mark.Index..(i + 1 < marks.Count ? marks[i + 1].Index : page.Length)].TrimEnd() + "\n"))
            .ToDictionary(part => part.Name, part => part.Text);
    }

    [GeneratedRegex("^<!-- part (?<name>[a-z-]+), measured [0-9-]+ -->$", RegexOptions.Multiline)]
    private static partial Regex Mark();
}
