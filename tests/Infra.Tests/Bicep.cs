namespace Landfall.Infra.Tests;

/// <summary>The compiler that the build unpacked; only there on linux-x64.</summary>
internal static class Bicep
{
    private const string Version = "0.49.2";

    public static string Infra { get; } = SourceTree.At("infra");

    private static string Program { get; } = SourceTree.At("artifacts", "bicep", Version, "bicep");

    public static Tool Run(params string[] arguments) => RunIn(Infra, arguments);

    public static Tool RunIn(string folder, params string[] arguments)
    {
        Assert.SkipUnless(
            File.Exists(Program),
            "The Bicep compiler comes as a package for linux-x64 only. Install it by hand and run 'bicep build' there.");
        return Tool.Run(Program, folder, arguments);
    }

    public static IReadOnlyList<string> Files()
    {
        var files = Directory.EnumerateFiles(Infra, "*.bicep", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Infra, "*.bicepparam", SearchOption.AllDirectories));
        return [.. files.Select(file => Path.GetRelativePath(Infra, file)).Order(StringComparer.Ordinal)];
    }
}
