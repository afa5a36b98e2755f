using System.Xml.Linq;

namespace Landfall.Architecture.Tests;

/// <summary>Who may refer to whom, as the project files say.</summary>
internal static class Projects
{
    public static IEnumerable<string> In(string folder) => Repository.Files.Where(file =>
        file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>Folders, relative to the root, of the projects that this one refers to.</summary>
    public static IReadOnlyList<string> References(string project) =>
        [.. XDocument.Load(SourceTree.At(project)).Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Folder(project, (string)reference.Attribute("Include")!))
            .Order(StringComparer.Ordinal)];

    private static string Folder(string project, string include)
    {
        var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourceTree.At(project))!, include));
        return Path.GetRelativePath(SourceTree.Root, Path.GetDirectoryName(target)!).Replace('\\', '/');
    }
}
