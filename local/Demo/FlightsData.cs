using System.Diagnostics;
using Landfall.Local.Platform;

namespace Landfall.Local.Demo;

/// <summary>Real flights: brought once by npm, cut into months by the sample's own tool.</summary>
internal sealed class FlightsData(Installation installation, string workFolder)
{
    private string Package => Path.Combine(installation.Cache, "flights-data");

    public string AllFlights => Path.Combine(Package, "node_modules", "vega-datasets", "data", "flights-3m.parquet");

    /// <summary>Three million rows, 13.5 MB, once per checkout.</summary>
    public async Task Install(Action<string> progress, CancellationToken cancel)
    {
        if (File.Exists(AllFlights))
            return;

        progress("bringing three million flights (npm, once, about 40 MB)");
        Directory.CreateDirectory(Package);
        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc" })
            File.Copy(Path.Combine(installation.Sample, file), Path.Combine(Package, file), overwrite: true);

        await Run("npm", ["ci", "--ignore-scripts", "--no-progress"], Package, cancel);
        if (!File.Exists(AllFlights))
            throw new DemoException($"npm ci ended, but {AllFlights} is not there. Delete {Package} and try again.");
    }

    /// <returns>The folder with the month's files and its marker.</returns>
    public async Task<string> Cut(string month, bool corrupt, CancellationToken cancel)
    {
        var folder = Path.Combine(workFolder, corrupt ? $"{month}-corrupt" : month);
        string[] args = ["--source", AllFlights, "--month", month, "--out", folder, .. corrupt ? new[] { "--corrupt" } : []];
        await Run(installation.Program("Flights.Data", "Flights.Data"), args, workFolder, cancel);
        return folder;
    }

    private static async Task Run(string program, string[] args, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new DemoException($"'{program}' was not found. Install Node.js 20 or later, which brings npm, and try again.");
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
                throw new DemoException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {(await errors).Trim()}");
        }
    }
}
