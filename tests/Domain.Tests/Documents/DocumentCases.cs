namespace Landfall.Domain.Tests.Documents;

/// <summary>The folder of cases, and the rule for files that a test keeps equal to what the code gives.</summary>
internal static class DocumentCases
{
    public static string Folder { get; } = SourceTree.At("tests", "Domain.Tests", "Documents", "cases");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public static TheoryData<string> Names(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Folder, folder), "*.yaml").Order().Select(Name)];

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>Compares a committed file; with LANDFALL_UPDATE=1 the file is written instead.</summary>
    public static void Holds(string path, string actual)
    {
        var file = SourceTree.At(path);
        if (Environment.GetEnvironmentVariable("LANDFALL_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{path} is missing; run with LANDFALL_UPDATE=1 and look at what it writes.");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
