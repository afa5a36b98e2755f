using System.Text.RegularExpressions;

namespace Landfall.Worker.Tests.Surface;

/// <summary>The page that says what is covered is held to what the tests say of themselves.</summary>
public sealed partial class ProtocolCountTests
{
    private static readonly string[] Projects = ["Worker.Tests", "Engine.Tests", "Host.Tests"];

    [Fact]
    public void The_page_counts_the_cases_of_each_section_as_they_are()
    {
        var counted = Projects
            .SelectMany(project => Directory.EnumerateFiles(SourceTree.At("tests", project), "*Tests.cs", SearchOption.AllDirectories))
            .SelectMany(file => Cases(File.ReadAllLines(file)))
            .GroupBy(test => test.Section)
            .ToDictionary(section => section.Key, section => section.Sum(test => test.Cases));
        var written = File.ReadLines(SourceTree.At("docs", "durable-coverage.md"))
            .Select(line => Row().Match(line)).Where(row => row.Success)
            .ToDictionary(row => row.Groups["section"].Value, row => int.Parse(row.Groups["cases"].Value));

        Assert.NotEmpty(counted);
        Assert.Equal(
            counted.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"| {s.Key} | {s.Value} |"),
            written.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"| {s.Key} | {s.Value} |"));
    }

    private static IEnumerable<(string Section, int Cases)> Cases(string[] lines)
    {
        string? section = null;
        var rows = 0;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (Trait().Match(line) is { Success: true } trait)
                section = trait.Groups["section"].Value;
            else if (line.StartsWith("[InlineData(", StringComparison.Ordinal))
                rows++;
            else if (section is not null && line.StartsWith("public ", StringComparison.Ordinal))
            {
                yield return (section, Math.Max(1, rows));
                (section, rows) = (null, 0);
            }
            else if (line.Length == 0)
                rows = 0;
        }
    }

    [GeneratedRegex(@"^\[Trait\(""Protocol"", ""(?<section>[\d.]+)""\)\]$")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^\| (?<section>\d(\.\d+)?) \| (?<cases>\d+) \|")]
    private static partial Regex Row();
}
