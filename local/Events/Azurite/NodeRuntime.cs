using System.Diagnostics;

namespace Landfall.Local.Events;

/// <summary>The Node.js and npm found on a search path.</summary>
internal sealed record NodeRuntime(string Node, string Npm)
{
    public const int OldestMajor = 20;

    private const string Install =
        "Install Node.js 20 or newer (nodejs.org or your system's packages; npm comes with it) and start again.";

    /// <param name="searchPath">Folders separated as in PATH; null takes the PATH of this process.</param>
    /// <exception cref="LocalStartException">Node.js or npm is missing, or Node.js is older than 20.</exception>
    public static async Task<NodeRuntime> FindAsync(string? searchPath, CancellationToken cancel)
    {
        var folders = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

        var node = Find(folders, "node") ?? throw Missing("`node`", folders);
        var npm = Find(folders, "npm") ?? throw Missing("`npm`", folders);
        var version = await VersionAsync(node, cancel);

        return version.Major >= OldestMajor
            ? new NodeRuntime(node, npm)
            : throw new LocalStartException(
                $"The storage emulator Azurite needs Node.js {OldestMajor} or newer; {node} is {version}. {Install}");
    }

    private static LocalStartException Missing(string program, string[] folders) => new(
        $"The storage emulator Azurite needs Node.js {OldestMajor} or newer, and {program} is not on the PATH "
        + $"(looked in {folders.Length} folders: {string.Join(", ", folders.Take(8))}). {Install}");

    private static string? Find(string[] folders, string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];
        return folders.SelectMany(folder => names.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);
    }

    private static async Task<Version> VersionAsync(string node, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(node, ["--version"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = (await process.StandardOutput.ReadToEndAsync(cancel)).Trim();
        await process.WaitForExitAsync(cancel);

        return Version.TryParse(text.TrimStart('v'), out var version)
            ? version
            : throw new LocalStartException(
                $"`{node} --version` said \"{text}\", expected for example v22.1.0. {Install}");
    }
}
