namespace Landfall.Infra.Tests;

/// <summary>Programs that a machine has or has not.</summary>
internal static class Installed
{
    /// <returns>Null when no folder of PATH holds it.</returns>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
