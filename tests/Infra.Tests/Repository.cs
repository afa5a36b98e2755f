namespace Landfall.Infra.Tests;

/// <summary>What the checked-out tree holds.</summary>
internal static class Repository
{
    /// <summary>Every app: the folders under functions/ and the one that runs the orchestrations.</summary>
    public static IEnumerable<string> Apps() =>
        Directory.GetDirectories(SourceTree.At("functions"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(folder => Path.GetFileName(folder)!)
            .Append("Orchestrations")
            .Order(StringComparer.Ordinal);
}
