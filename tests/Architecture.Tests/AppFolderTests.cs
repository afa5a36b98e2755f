using System.Text.RegularExpressions;

namespace Landfall.Architecture.Tests;

/// <summary>Every app folder reads like every other one.</summary>
public sealed partial class AppFolderTests
{
    private const int MostLinesOfProgram = 40;

    public static TheoryData<string> Apps() => [.. Repository.Apps];

    [Theory]
    [MemberData(nameof(Apps))]
    public void An_app_says_what_it_is_where_it_starts_what_it_needs_and_what_it_logs(string app)
    {
        string[] options = HasNoSettings(app) ? [] : [$"{app}Options.cs"];
        string[] expected = ["README.md", "Program.cs", "Log.cs", .. options];

        Assert.Equal(expected, expected.Where(file => Repository.Files.Contains($"functions/{app}/{file}")));
        Assert.Contains(Repository.Files, file =>
            file.StartsWith($"functions/{app}/Triggers/", StringComparison.Ordinal)
            || file.StartsWith($"functions/{app}/Activities/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void A_program_only_puts_together(string app)
    {
        var program = $"functions/{app}/Program.cs";

        Assert.True(Repository.Files.Contains(program), $"{program} is missing.");
        Assert.InRange(File.ReadLines(SourceTree.At(program)).Count(), 1, MostLinesOfProgram);
    }

    [Fact]
    public void A_function_name_means_one_function_over_all_apps()
    {
        var named =
            from file in Repository.Files
            where file.EndsWith(".cs", StringComparison.Ordinal)
                && (file.StartsWith("functions/", StringComparison.Ordinal) || file.StartsWith("orchestrations/", StringComparison.Ordinal))
            from Match match in Function().Matches(Repository.Read(file))
            select (Name: match.Groups["name"].Value, File: file);

        var all = named.ToList();
        Assert.NotEmpty(all);
        Assert.Empty(all.GroupBy(one => one.Name).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(one => one.File))}"));
    }

    /// <summary>An app without settings says so, for people, where its settings would stand.</summary>
    private static bool HasNoSettings(string app)
    {
        var readme = $"functions/{app}/README.md";
        return Repository.Files.Contains(readme)
            && Repository.Read(readme).Contains("Settings: none of its own", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\[Function\((?:nameof\(|""|Steps\.)?(?<name>[\w.]+)")]
    private static partial Regex Function();
}
