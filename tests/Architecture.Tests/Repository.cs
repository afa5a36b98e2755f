using System.Diagnostics;

namespace Landfall.Architecture.Tests;

/// <summary>What the checked-out tree holds.</summary>
internal static class Repository
{
    /// <summary>Every file that Git tracks or would track, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    public static string Read(string file) => File.ReadAllText(SourceTree.At(file));

    /// <summary>Folders under functions/ that hold a project.</summary>
    public static IReadOnlyList<string> Apps { get; } =
        [.. Files.Where(file => file.StartsWith("functions/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => file.Split('/')[1]).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> List()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, "git ls-files failed: these tests need a checkout.");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(SourceTree.At(file)))];
    }
}
