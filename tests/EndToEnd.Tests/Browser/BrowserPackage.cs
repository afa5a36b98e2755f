using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Landfall.EndToEnd.Tests.Browser;

/// <summary>
/// A browser and the rules of accessible pages, brought by npm once per checkout. Nothing is installed on the system: the
/// browser's program lies packed in its package, with the libraries and a font for systems that lack them.
/// </summary>
internal sealed record BrowserPackage(string Program, string Libraries, string Fonts, string Axe)
{
    private static readonly string Source = Path.Combine(Programs.Root, "tests", "EndToEnd.Tests", "Browser");

    /// <returns>Null where it cannot be had, with the reason.</returns>
    public static async Task<(BrowserPackage? Package, string? Missing)> Bring(CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            return (null, "the packed browser is a program for Linux on x64");
        if (OnPath("npm") is not { } npm)
            return (null, "npm, which brings the browser, is not on the PATH: install Node.js 20 or later");

        var folder = Path.Combine(Programs.Root, "artifacts", "browser", FolderName());
        var package = In(folder);
        Directory.CreateDirectory(folder);
        await using var alone = await Alone(Path.Combine(folder, ".lock"), cancel);
        var complete = Path.Combine(folder, ".complete");
        if (File.Exists(complete))
            return (package, null);

        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc" })
            File.Copy(Path.Combine(Source, file), Path.Combine(folder, file), overwrite: true);
        await Install(npm, folder, cancel);
        await Unpack(folder, package, cancel);
        await File.WriteAllTextAsync(complete, "", cancel);
        return (package, null);
    }

    private static BrowserPackage In(string folder) => new(
        Path.Combine(folder, "chromium"), Path.Combine(folder, "libraries", "lib"), Path.Combine(folder, "fonts"),
        Path.Combine(folder, "node_modules", "axe-core", "axe.min.js"));

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Another version is another folder.</summary>
    private static string FolderName() =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Source, "package-lock.json"))))[..12];

    private static async Task<FileStream> Alone(string file, CancellationToken cancel)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another test process is bringing it.
                await pause.WaitForNextTickAsync(cancel);
            }
        }
    }

    private static async Task Install(string npm, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(npm, ["ci", "--ignore-scripts", "--no-progress", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        Assert.True(process.ExitCode == 0, $"npm ci in {folder} ended with {process.ExitCode}: {errors}{await said}");
    }

    [SupportedOSPlatform("linux")]
    private static async Task Unpack(string folder, BrowserPackage package, CancellationToken cancel)
    {
        var packed = Path.Combine(folder, "node_modules", "@sparticuz", "chromium", "bin");
        await using (var program = File.Create(package.Program))
        await using (var chromium = Open("chromium.br"))
            await chromium.CopyToAsync(program, cancel);
        File.SetUnixFileMode(package.Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var libraries = Directory.CreateDirectory(Path.Combine(folder, "libraries")).FullName;
        await using (var files = Open("al2023.tar.br"))
            await TarFile.ExtractToDirectoryAsync(files, libraries, overwriteFiles: true, cancel);
        await using (var files = Open("fonts.tar.br"))
            await TarFile.ExtractToDirectoryAsync(files, folder, overwriteFiles: true, cancel);
        await File.WriteAllTextAsync(Path.Combine(package.Fonts, "fonts.conf"), FontSettings(package.Fonts), cancel);

        BrotliStream Open(string name) => new(File.OpenRead(Path.Combine(packed, name)), CompressionMode.Decompress);
    }

    /// <summary>The packed font first, so that pictures look alike everywhere; the system's for signs which that one lacks.</summary>
    private static string FontSettings(string fonts) => $"""
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
          <dir>{fonts}</dir>
          <dir>/usr/share/fonts</dir>
          <cachedir>{fonts}/.cache</cachedir>
          <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
          <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
          <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
        </fontconfig>

        """;
}
