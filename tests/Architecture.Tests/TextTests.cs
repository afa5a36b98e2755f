namespace Landfall.Architecture.Tests;

public sealed class TextTests
{
    private static readonly string[] Readable =
        [".cs", ".csproj", ".props", ".targets", ".md", ".json", ".yaml", ".yml", ".bicep", ".bicepparam", ".sh", ".html", ".css", ".js", ".ts", ".tf"];

    private const int MostLines = 400;

    [Fact]
    public void Nothing_unfinished_is_left_in_the_code() => Assert.Empty(Hits(Code(), Words.Unfinished));

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine() =>
        Assert.Empty(Hits(Texts().Where(file => !file.StartsWith("tests/captures/", StringComparison.Ordinal)), Words.MachinePaths));

    [Fact]
    public void No_file_names_a_package_host() => Assert.Empty(Hits(Texts(), Words.PackageHosts));

    [Fact]
    public void No_test_waits_for_time_to_pass() =>
        Assert.Empty(Hits(Code().Where(file => file.StartsWith("tests/", StringComparison.Ordinal)), Words.Waits));

    [Fact]
    public void No_source_file_is_longer_than_a_person_reads() => Assert.Empty(Code()
        .Select(file => (File: file, Lines: File.ReadLines(SourceTree.At(file)).Count()))
        .Where(one => one.Lines > MostLines)
        .Select(one => $"{one.File}: {one.Lines} lines, at most {MostLines}"));

    [Fact]
    public void Orchestrators_name_no_clock_no_chance_and_no_outside_world() =>
        Assert.Empty(Hits(Code().Where(file => file.EndsWith(".orchestrator.cs", StringComparison.Ordinal)), Words.NotDeterministic));

    [Fact]
    public void The_compiler_holds_the_orchestrations_to_the_banned_symbols()
    {
        var project = Repository.Read("orchestrations/Orchestrations.csproj");

        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", project);
        Assert.Contains("<AdditionalFiles Include=\"BannedSymbols.txt\"", project);
        Assert.NotEmpty(Repository.Read("orchestrations/BannedSymbols.txt"));
    }

    private static IEnumerable<string> Texts() =>
        Repository.Files.Where(file => Readable.Contains(Path.GetExtension(file), StringComparer.Ordinal));

    private static IEnumerable<string> Code() => Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<string> Hits(IEnumerable<string> files, string[] words) =>
        from file in files
        from line in File.ReadLines(SourceTree.At(file)).Index()
        from word in words
        where line.Item.Contains(word, StringComparison.Ordinal)
        select $"{file}:{line.Index + 1}: {word}";
}
