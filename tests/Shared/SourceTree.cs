namespace Landfall.Tests;

/// <summary>The checked-out tree that the test program was built in: the nearest parent with the solution.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"No parent of {AppContext.BaseDirectory} holds Functions.sln. Run these tests from a checkout.");
    }
}
