namespace Landfall.Infra.Tests;

/// <summary>Where the checked-out tree is: the nearest parent that holds the solution's package versions.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Every app: the folders under functions/ and the one that runs the orchestrations.</summary>
    public static IEnumerable<string> Apps() =>
        Directory.GetDirectories(At("functions"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(folder => Path.GetFileName(folder)!)
            .Append("Orchestrations")
            .Order(StringComparer.Ordinal);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"No parent of {AppContext.BaseDirectory} holds Directory.Packages.props. Run these tests from a checkout.");
    }
}
