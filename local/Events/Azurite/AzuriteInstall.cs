using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace Landfall.Local.Events;

/// <summary>Installs the pinned Azurite once per cache folder; later starts find it there.</summary>
internal sealed class AzuriteInstall(string cacheFolder, NodeRuntime runtime, IProgress<string>? progress)
{
    private static readonly string[] PinnedFiles = ["package.json", "package-lock.json", ".npmrc"];

    /// <returns>The path of Azurite's main script.</returns>
    /// <exception cref="LocalStartException">npm failed; the message carries what it said.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancel)
    {
        var folder = Path.Combine(Path.GetFullPath(cacheFolder), FolderName());
        var script = Path.Combine(folder, "node_modules", "azurite", "dist", "src", "azurite.js");
        var complete = Path.Combine(folder, ".complete");
        if (File.Exists(complete))
            return script;

        Directory.CreateDirectory(folder);
        // Test processes and a local platform may share one cache: only one of them may run npm in it.
        await using var alone = await FolderLock.TakeAsync(Path.Combine(folder, ".lock"), cancel);
        if (File.Exists(complete))
            return script;

        progress?.Report("Installing the storage emulator Azurite (once, about 60 MB to download) ...");
        foreach (var name in PinnedFiles)
            await File.WriteAllBytesAsync(Path.Combine(folder, name), Pinned(name), cancel);
        await RunNpmAsync(folder, cancel);
        await File.WriteAllTextAsync(complete, "", cancel);
        progress?.Report("Azurite is installed.");
        return script;
    }

    private async Task RunNpmAsync(string folder, CancellationToken cancel)
    {
        string[] arguments =
            ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        var start = new ProcessStartInfo(runtime.Npm, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // npm starts `node` by name: the one that was checked has to be the one it finds.
        start.Environment["PATH"] =
            Path.GetDirectoryName(runtime.Node) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var npm = Process.Start(start)!;
        var output = npm.StandardOutput.ReadToEndAsync(cancel);
        var errors = npm.StandardError.ReadToEndAsync(cancel);
        try
        {
            await npm.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }

        if (npm.ExitCode != 0)
        {
            throw new LocalStartException(
                $"`npm ci` in {folder} ended with {npm.ExitCode}: {(await errors + await output).Trim()} "
                + "Check that the npm registry is reachable, then start again.");
        }
    }

    private static string FolderName()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Pinned("package-lock.json")));
        return $"azurite-{digest[..12]}";
    }

    private static byte[] Pinned(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its embedded {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
