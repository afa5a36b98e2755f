using System.Diagnostics;

namespace Landfall.Samples.Tests;

/// <summary>The public flights of 2001, fetched once by npm.</summary>
internal static class RealFlights
{
    private static readonly Lazy<(string? Path, string? Why)> Found = new(Find);

    /// <summary>The file; the test is skipped with the reason where it cannot be had.</summary>
    public static string Path()
    {
        Assert.SkipWhen(Found.Value.Path is null, Found.Value.Why ?? "");
        return Found.Value.Path!;
    }

    private static (string? Path, string? Why) Find()
    {
        var sample = SourceTree.At("samples", "flights");
        const string Data = "node_modules/vega-datasets/data/flights-3m.parquet";
        var folder = SourceTree.At("artifacts", "samples", "flights-data");
        foreach (var candidate in (string[])[sample, folder])
            if (File.Exists(System.IO.Path.Combine(candidate, Data)))
                return (System.IO.Path.Combine(candidate, Data), null);
        Directory.CreateDirectory(folder);
        foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"])
            File.Copy(System.IO.Path.Combine(sample, name), System.IO.Path.Combine(folder, name), overwrite: true);
        if (Npm(folder) is { } why)
            return (null, why);
        return (System.IO.Path.Combine(folder, Data), null);
    }

    private static string? Npm(string folder)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = npm.StandardOutput.ReadToEndAsync();
            var errors = npm.StandardError.ReadToEndAsync();
            if (!npm.WaitForExit(TimeSpan.FromMinutes(3)))
            {
                npm.Kill(entireProcessTree: true);
                return "npm ci did not end within three minutes";
            }
            Task.WaitAll(output, errors);
            return npm.ExitCode == 0 ? null : $"npm ci ended with {npm.ExitCode}: {errors.Result}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed; it fetches the flights of 2001";
        }
    }
}
