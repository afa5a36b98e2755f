using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landfall.Local.Platform;

namespace Landfall.Local.Demo;

/// <summary>Later flights, replayed through the gateway as long as the demo lasts.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly Process process;
    private readonly string report;

    private Traffic(Process process, string report) => (this.process, this.report) = (process, report);

    public static Traffic Start(Installation installation, string flights, string gateway, string model, string folder)
    {
        Directory.CreateDirectory(folder);
        var report = Path.Combine(folder, "traffic.json");
        var start = new ProcessStartInfo(
            installation.Program("Flights.Traffic", "Flights.Traffic"),
            [
                "--data", flights, "--url", gateway, "--model", model, "--rate", "150", "--clients", "400",
                "--from", "2001-06-01", "--report", report, "--wait-for-first-200",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, report);
    }

    /// <summary>Requests, failed ones and versions so far; null before the first answer.</summary>
    public JsonObject? Read()
    {
        try
        {
            return File.Exists(report) ? JsonNode.Parse(File.ReadAllText(report)) as JsonObject : null;
        }
        catch (Exception busy) when (busy is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Ends it with SIGTERM, so that it writes its last numbers.</summary>
    public async Task<JsonObject> Stop()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await kill.WaitForExitAsync();
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(soon.Token);
        }

        return Read() ?? throw new DemoException($"the traffic generator left no report at {report}");
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
